import {
  isJsonSchema,
  type JsonSchema,
  namedSchemasIn,
  requiredIn,
  resolveReference,
  schemasIn,
} from './json-schema.ts';

/**
 * Leaves out what a strict server made a model say: where every property is required, an optional
 * one that the document does not speak of comes back as `null`, which the schema itself never
 * allowed. A `null` that the schema allows stays.
 *
 * @param schema the schema as it was before any provider's dialect
 */
export function withoutInventedNulls(schema: JsonSchema, value: unknown): unknown {
  return clean(schema, value, schema);
}

function clean(schema: JsonSchema, value: unknown, root: JsonSchema): unknown {
  const target = schemaFor(schema, value, root);
  if (target === undefined) return value;
  const { items } = target;
  if (Array.isArray(value)) {
    return isJsonSchema(items) ? value.map((item) => clean(items, item, root)) : value;
  }
  if (!isJsonSchema(value)) return value;

  const properties = new Map(namedSchemasIn(target['properties']));
  const required = requiredIn(target);
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, inner]) => {
      const property = properties.get(name);
      if (property === undefined) return [[name, inner]];
      const isInvented = inner === null && !required.has(name) && !allowsNull(property, root);
      return isInvented ? [] : [[name, clean(property, inner, root)]];
    }),
  );
}

/** The schema that speaks of a value's inner parts, references and unions resolved. */
function schemaFor(schema: JsonSchema, value: unknown, root: JsonSchema): JsonSchema | undefined {
  return alternativesOf(schema, root).find((alternative) => isMeant(alternative, value, root));
}

/** Deep enough for any schema that people write; ends references that lead to themselves. */
const deepestNesting = 32;

function alternativesOf(schema: JsonSchema, root: JsonSchema, depth = 0): readonly JsonSchema[] {
  if (depth === deepestNesting) return [];
  const { $ref: reference, anyOf, oneOf, allOf } = schema;
  const target = reference === undefined ? undefined : resolveReference(root, reference);
  const inner = [...(target === undefined ? [] : [target]), ...schemasIn(anyOf ?? oneOf ?? allOf)];
  if (inner.length === 0) return [schema];
  return inner.flatMap((one) => alternativesOf(one, root, depth + 1));
}

function isMeant(schema: JsonSchema, value: unknown, root: JsonSchema): boolean {
  if (Array.isArray(value)) return schema['items'] !== undefined;
  if (!isJsonSchema(value)) return false;
  const required = requiredIn(schema);
  const properties = namedSchemasIn(schema['properties']);
  return (
    properties.length > 0 &&
    [...required].every((name) => typeof name === 'string' && name in value) &&
    properties.every(([name, property]) => !(name in value) || mayBe(property, value[name], root))
  );
}

/** Whether a property's value is one of those that the schema lists, if it lists any. */
function mayBe(schema: JsonSchema, value: unknown, root: JsonSchema): boolean {
  return alternativesOf(schema, root).some(({ const: only, enum: listed }) => {
    if (only !== undefined) return only === value;
    return !Array.isArray(listed) || listed.includes(value);
  });
}

function allowsNull(schema: JsonSchema, root: JsonSchema): boolean {
  return alternativesOf(schema, root).some(({ type, const: only, enum: listed }) => {
    if (only !== undefined) return only === null;
    if (Array.isArray(listed)) return listed.includes(null);
    return type === undefined || type === 'null' || (Array.isArray(type) && type.includes('null'));
  });
}

import {
  isJsonSchema,
  type JsonSchema,
  namedSchemasIn,
  nameOfReference,
  requiredIn,
  resolveReference,
  schemasIn,
} from '../../../extraction/json-schema.ts';
import type { StrictDialect } from './strict-dialect.ts';
import { translateScalar } from './translate-scalar.ts';
import { Unsayable } from './unsayable.ts';

/** Where a part of a schema stands. */
interface Place {
  readonly root: JsonSchema;
  readonly dialect: StrictDialect;
  readonly isRoot: boolean;
  readonly inUnion: boolean;
  /** References that are being written out, which may not come again. */
  readonly inlined: readonly unknown[];
}

/**
 * Says a schema in a provider's dialect: every property required, optional ones nullable, objects
 * closed. Limits that the dialect does not know are left out: answers are validated here anyway.
 *
 * @returns `null` where the dialect cannot say it: objects with any keys, untyped values, tuples
 */
export function translateSchema(schema: JsonSchema, dialect: StrictDialect): JsonSchema | null {
  const place = { root: schema, dialect, isRoot: true, inUnion: false, inlined: [] };
  try {
    if (schema['type'] !== 'object') return null;
    const inner = { ...place, isRoot: false };
    const definitions = namedSchemasIn(schema['$defs']).map(([name, definition]) => [
      name,
      translate(definition, inner),
    ]);
    const translated = translate(schema, place);
    if (definitions.length === 0) return translated;
    return { ...translated, [dialect.definitions]: Object.fromEntries(definitions) };
  } catch (error) {
    if (error instanceof Unsayable) return null;
    throw error;
  }
}

function translate(schema: JsonSchema, place: Place): JsonSchema {
  const { type, anyOf, oneOf, allOf } = schema;
  const union = schemasIn(anyOf ?? oneOf);
  if (schema['$ref'] !== undefined) return reference(schema['$ref'], place);
  if (allOf !== undefined) return translate(mergeOnly(schema), place);
  if (union.length > 0) {
    return described(schema, { anyOf: union.map((one) => translate(one, insideUnion(place))) });
  }
  if (Array.isArray(type)) {
    const { description: _, ...bare } = schema;
    return described(schema, {
      anyOf: type.map((one) => translate({ ...bare, type: one }, insideUnion(place))),
    });
  }
  if (type === 'object') return described(schema, translateObject(schema, place));
  if (type === 'array') return described(schema, translateArray(schema, place));
  return described(schema, translateScalar(schema, place.dialect));
}

function reference(target: unknown, place: Place): JsonSchema {
  const { dialect, root, inUnion, inlined } = place;
  if (inUnion && !dialect.knowsReferencesInUnions) {
    const definition = resolveReference(root, target);
    if (definition === undefined || inlined.includes(target)) throw new Unsayable();
    return translate(definition, { ...place, inlined: [...inlined, target] });
  }
  if (target === '#') return { $ref: '#' };
  const name = nameOfReference(target);
  if (name === undefined) throw new Unsayable();
  return { $ref: `#/${dialect.definitions}/${name}` };
}

function mergeOnly({ allOf, ...schema }: JsonSchema): JsonSchema {
  const [only, ...others] = schemasIn(allOf);
  if (only === undefined || others.length > 0) throw new Unsayable();
  return { ...only, ...schema };
}

function translateObject(schema: JsonSchema, place: Place): JsonSchema {
  const { additionalProperties, propertyNames, patternProperties } = schema;
  const properties = namedSchemasIn(schema['properties']);
  const isOpen = additionalProperties !== undefined && additionalProperties !== false;
  if (isOpen || propertyNames !== undefined || patternProperties !== undefined) {
    throw new Unsayable();
  }
  const isEmptyInside = properties.length === 0 && !place.isRoot;
  if (isEmptyInside && (!place.dialect.knowsEmptyObjects || additionalProperties === undefined)) {
    throw new Unsayable();
  }
  const required = requiredIn(schema);
  const inner = { ...place, isRoot: false, inUnion: false };
  return {
    type: 'object',
    properties: Object.fromEntries(
      properties.map(([name, property]) => [
        name,
        required.has(name)
          ? translate(property, inner)
          : nullable(translate(property, insideUnion(inner))),
      ]),
    ),
    required: properties.map(([name]) => name),
    additionalProperties: false,
  };
}

function translateArray(schema: JsonSchema, place: Place): JsonSchema {
  const { items, prefixItems, minItems, maxItems } = schema;
  if (prefixItems !== undefined || !isJsonSchema(items)) throw new Unsayable();
  return {
    type: 'array',
    items: translate(items, { ...place, isRoot: false, inUnion: false }),
    ...(place.dialect.knowsItemCounts && minItems !== undefined ? { minItems } : {}),
    ...(place.dialect.knowsItemCounts && maxItems !== undefined ? { maxItems } : {}),
  };
}

function nullable(schema: JsonSchema): JsonSchema {
  const { description, ...rest } = schema;
  const alternatives = rest['anyOf'] === undefined ? [rest] : schemasIn(rest['anyOf']);
  if (alternatives.some(({ type }) => type === 'null')) return schema;
  return described({ description }, { anyOf: [...alternatives, { type: 'null' }] });
}

function described({ description }: JsonSchema, schema: JsonSchema): JsonSchema {
  return typeof description === 'string' ? { ...schema, description } : schema;
}

function insideUnion(place: Place): Place {
  return { ...place, isRoot: false, inUnion: true };
}

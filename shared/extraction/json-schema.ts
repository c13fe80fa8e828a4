/** A JSON Schema (draft 2020-12), or a part of one. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** A part of a schema that is itself a schema with words in it, not `true` or `false`. */
export function isJsonSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The schemas of a list, as `anyOf` and its like have it. */
export function schemasIn(list: unknown): readonly JsonSchema[] {
  return Array.isArray(list) ? list.filter(isJsonSchema) : [];
}

/** The schemas that have names: `properties`, `$defs`. */
export function namedSchemasIn(named: unknown): readonly (readonly [string, JsonSchema])[] {
  if (!isJsonSchema(named)) return [];
  return Object.entries(named).flatMap(([name, schema]) =>
    isJsonSchema(schema) ? [[name, schema] as const] : [],
  );
}

/** What a reference within the same schema means; `undefined` where it leads nowhere. */
export function resolveReference(root: JsonSchema, reference: unknown): JsonSchema | undefined {
  if (reference === '#') return root;
  const name = nameOfReference(reference);
  return namedSchemasIn(root['$defs']).find(([found]) => found === name)?.[1];
}

/** `Item` of `#/$defs/Item`. */
export function nameOfReference(reference: unknown): string | undefined {
  return typeof reference === 'string' ? /^#\/\$defs\/([^/]+)$/.exec(reference)?.[1] : undefined;
}

/** The property names that an object has to have. */
export function requiredIn({ required }: JsonSchema): ReadonlySet<unknown> {
  return new Set(Array.isArray(required) ? required : []);
}

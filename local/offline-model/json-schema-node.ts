import * as z from 'zod';

const objectNodeSchema = z.object({
  $ref: z.string().optional(),
  type: z.union([z.string(), z.array(z.string())]).optional(),
  const: z.unknown().optional(),
  enum: z.array(z.unknown()).optional(),
  anyOf: z.array(z.unknown()).optional(),
  oneOf: z.array(z.unknown()).optional(),
  allOf: z.array(z.unknown()).optional(),
  not: z.unknown().optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  required: z.array(z.string()).optional(),
  additionalProperties: z.unknown().optional(),
  propertyNames: z.unknown().optional(),
  minProperties: z.number().optional(),
  prefixItems: z.array(z.unknown()).optional(),
  items: z.unknown().optional(),
  minItems: z.number().optional(),
  maxItems: z.number().optional(),
  uniqueItems: z.boolean().optional(),
  format: z.string().optional(),
  pattern: z.string().optional(),
  minLength: z.number().optional(),
  maxLength: z.number().optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  exclusiveMinimum: z.number().optional(),
  exclusiveMaximum: z.number().optional(),
  multipleOf: z.number().optional(),
});

/** The keywords of JSON Schema (draft 2020-12) that the offline model honours. */
export type SchemaNode = z.output<typeof objectNodeSchema>;

/** Reads one schema; `null` for one that nothing fits, and `{}` for what is no schema at all. */
export function readSchemaNode(schema: unknown): SchemaNode | null {
  if (schema === false) return null;
  const { data } = objectNodeSchema.safeParse(schema);
  if (data === undefined) return {};
  const forbidsAll = data.not !== undefined && JSON.stringify(data.not) === '{}';
  return forbidsAll ? null : data;
}

/** One schema that asks for what both ask for, as far as keywords can be laid over one another. */
export function mergeSchemaNodes(a: SchemaNode, b: SchemaNode): SchemaNode {
  const merged: SchemaNode = { ...a, ...b };
  if (a.properties !== undefined || b.properties !== undefined) {
    merged.properties = { ...a.properties, ...b.properties };
  }
  if (a.required !== undefined || b.required !== undefined) {
    merged.required = [...new Set([...(a.required ?? []), ...(b.required ?? [])])];
  }
  if (a.minimum !== undefined && b.minimum !== undefined)
    merged.minimum = Math.max(a.minimum, b.minimum);
  if (a.maximum !== undefined && b.maximum !== undefined)
    merged.maximum = Math.min(a.maximum, b.maximum);
  return merged;
}

/** Follows `#`, `#/$defs/Name` and any other pointer inside the document of the schema. */
export function resolvePointer(root: unknown, pointer: string): unknown {
  const steps = pointer
    .replace(/^#\/?/u, '')
    .split('/')
    .filter((step) => step !== '');
  return steps.reduce<unknown>((node, step) => {
    const key = decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~');
    const record = z.record(z.string(), z.unknown()).safeParse(node);
    return record.success ? record.data[key] : undefined;
  }, root);
}

/** The types that a schema allows, `null` last; guessed from its other keywords where it names none. */
export function typesOf({
  type,
  properties,
  additionalProperties,
  items,
  prefixItems,
  minimum,
  maximum,
}: SchemaNode): string[] {
  if (type !== undefined) {
    const types = typeof type === 'string' ? [type] : type;
    return types.toSorted((a, b) => Number(a === 'null') - Number(b === 'null'));
  }
  if (properties !== undefined || additionalProperties !== undefined) return ['object'];
  if (items !== undefined || prefixItems !== undefined) return ['array'];
  return minimum !== undefined || maximum !== undefined ? ['number'] : ['string'];
}

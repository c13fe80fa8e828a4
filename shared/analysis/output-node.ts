import * as z from 'zod';

const keywords = z.object({
  $ref: z.string().optional(),
  type: z.union([z.string(), z.array(z.string())]).optional(),
  const: z.unknown().optional(),
  enum: z.array(z.unknown()).optional(),
  anyOf: z.array(z.unknown()).optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  additionalProperties: z.unknown().optional(),
  items: z.unknown().optional(),
  prefixItems: z.array(z.unknown()).optional(),
  maxItems: z.number().optional(),
  format: z.string().optional(),
  pattern: z.string().optional(),
});

type Keywords = z.output<typeof keywords>;

/** What one place of an output may hold, `null` apart. */
export interface OutputNode extends Omit<Keywords, 'type' | '$ref' | 'anyOf'> {
  /** As JSON Schema calls it; `null` where it is several, or none that is named. */
  readonly type: string | null;
}

const unknownNode: OutputNode = { type: null };

/** No schema that people write refers on further. */
const mostReferences = 20;

/**
 * Reads one place of a JSON Schema; references are followed, and `null` beside something else is
 * left out.
 *
 * @param root the schema that references point into
 */
export function readOutputNode(schema: unknown, root: unknown): OutputNode {
  let read = keywords.safeParse(schema).data;
  for (let count = 0; read !== undefined && count < mostReferences; count += 1) {
    const { $ref, anyOf, type, ...rest } = read;
    const besidesNull = anyOf?.filter((one) => keywords.safeParse(one).data?.type !== 'null');
    if ($ref !== undefined) read = keywords.safeParse(resolve(root, $ref)).data;
    else if (besidesNull === undefined) return { ...rest, type: singleType(type) };
    else if (besidesNull.length === 1) read = keywords.safeParse(besidesNull[0]).data;
    else return unknownNode;
  }
  return unknownNode;
}

function singleType(type: Keywords['type']): string | null {
  const types = [type ?? []].flat().filter((one) => one !== 'null');
  return types.length === 1 ? (types[0] ?? null) : null;
}

/** Follows `#` and `#/$defs/Name`. */
function resolve(root: unknown, reference: string): unknown {
  return reference
    .split('/')
    .slice(1)
    .reduce<unknown>((node, step) => {
      const name = step.replaceAll('~1', '/').replaceAll('~0', '~');
      const record = z.record(z.string(), z.unknown()).safeParse(node).data ?? {};
      return Object.hasOwn(record, name) ? record[name] : undefined;
    }, root);
}

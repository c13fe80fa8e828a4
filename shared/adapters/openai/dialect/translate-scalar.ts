import type { JsonSchema } from '../../../extraction/json-schema.ts';
import type { StrictDialect } from './strict-dialect.ts';
import { Unsayable } from './unsayable.ts';

const numberLimits = [
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'multipleOf',
] as const;

/** A string, number, boolean or null, or a list of such values. */
export function translateScalar(schema: JsonSchema, { formats }: StrictDialect): JsonSchema {
  const { type, format, pattern } = schema;
  const listed = listedIn(schema);
  if (listed !== undefined) return listedValues(listed);
  if (type === 'boolean' || type === 'null') return { type };
  if (type === 'number' || type === 'integer') return { type, ...limitsOf(schema) };
  if (type !== 'string') throw new Unsayable();
  if (typeof format === 'string' && formats.has(format)) return { type, format };
  return typeof pattern === 'string' && isPlain(pattern) ? { type, pattern } : { type };
}

function listedIn({ const: only, enum: listed }: JsonSchema): readonly unknown[] | undefined {
  if (only !== undefined) return [only];
  return Array.isArray(listed) ? listed : undefined;
}

function listedValues(values: readonly unknown[]): JsonSchema {
  const types = new Set(values.map(typeOf));
  const [type, ...others] = types;
  if (type === undefined) throw new Unsayable();
  if (others.length > 0) {
    const alternatives = [...types].map((one) =>
      listedValues(values.filter((value) => typeOf(value) === one)),
    );
    return { anyOf: alternatives };
  }
  // A boolean that may only be one of the two is left to our own validation.
  return type === 'null' || type === 'boolean' ? { type } : { type, enum: values };
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (['string', 'number', 'boolean'].includes(typeof value)) return typeof value;
  throw new Unsayable();
}

/** Limits, but those of JavaScript's whole numbers, which nobody meant. */
function limitsOf(schema: JsonSchema): JsonSchema {
  return Object.fromEntries(
    numberLimits.flatMap((name) => {
      const limit = schema[name];
      const isMeant = typeof limit === 'number' && Math.abs(limit) !== Number.MAX_SAFE_INTEGER;
      return isMeant ? [[name, limit]] : [];
    }),
  );
}

/** Servers compile patterns to grammars, which cannot look around or refer back. */
function isPlain(pattern: string): boolean {
  return !/\(\?[=!<]|\\[1-9]/.test(pattern);
}

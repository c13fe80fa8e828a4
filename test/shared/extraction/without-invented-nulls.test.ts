import {
  assert,
  array,
  boolean,
  constant,
  dictionary,
  integer,
  letrec,
  oneof,
  property,
  record,
  string,
} from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { jsonSchemaOf } from '../../../shared/analysis/define-analysis.ts';
import { withoutInventedNulls } from '../../../shared/extraction/without-invented-nulls.ts';

function cleaned(schema: z.ZodType, value: unknown): unknown {
  return withoutInventedNulls(jsonSchemaOf({ schema }), value);
}

const itemSchema = z.object({
  name: z.string(),
  due: z.string().optional(),
  owner: z.string().nullable().optional(),
  kind: z.discriminatedUnion('type', [
    z.object({ type: z.literal('a'), count: z.int().optional() }),
    z.object({ type: z.literal('b'), note: z.string().optional() }),
  ]),
  get children() {
    return z.array(itemSchema).optional();
  },
});

/** Values that fit the schema, as JSON has them: what is optional may be missing. */
const { item } = letrec<{ item: z.output<typeof itemSchema> }>((tie) => ({
  item: record(
    {
      name: string(),
      due: string(),
      owner: oneof(string(), constant(null)),
      kind: oneof(
        record({ type: constant('a' as const), count: integer() }, { requiredKeys: ['type'] }),
        record({ type: constant('b' as const), note: string() }, { requiredKeys: ['type'] }),
      ),
      children: array(tie('item'), { maxLength: 2, depthIdentifier: 'item' }),
    },
    { requiredKeys: ['name', 'kind'] },
  ),
}));

/** What a strict server makes of it: every property is there. */
function withEveryProperty(value: z.output<typeof itemSchema>): unknown {
  const { due = null, owner = null, kind, children } = value;
  return {
    ...value,
    due,
    owner,
    kind: kind.type === 'a' ? { count: null, ...kind } : { note: null, ...kind },
    children: children?.map(withEveryProperty) ?? null,
  };
}

describe('nulls that a strict schema made a model say', () => {
  it('are left out again, and nothing else is', () => {
    assert(
      property(item, (value) => {
        const back = cleaned(itemSchema, withEveryProperty(value));

        expect(back).toEqual({ ...expected(value) });
        expect(itemSchema.safeParse(back).success).toBe(true);
      }),
    );
  });

  it('are none in an answer that fits as it is', () => {
    assert(
      property(item, (value) => {
        expect(cleaned(itemSchema, value)).toEqual(value);
      }),
    );
  });

  it('stay where the schema allows them, and where it demands the property', () => {
    const schema = z.object({ a: z.string().nullable().optional(), b: z.string() });

    expect(cleaned(schema, { a: null, b: null })).toEqual({ a: null, b: null });
  });

  it('never make a failure of an answer of any shape', () => {
    assert(
      property(dictionary(string(), oneof(constant(null), boolean(), array(string()))), (value) => {
        expect(() => cleaned(itemSchema, value)).not.toThrow();
      }),
    );
  });
});

/** `owner` may be null by the schema, so a null there is no invention. */
function expected(value: z.output<typeof itemSchema>): Record<string, unknown> {
  const { owner = null, children } = value;
  return { ...value, owner, ...(children ? { children: children.map(expected) } : {}) };
}

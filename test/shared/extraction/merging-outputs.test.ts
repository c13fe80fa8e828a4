import { array, assert, constantFrom, integer, option, property, record, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { type Analysis, defineAnalysis } from '../../../shared/analysis/define-analysis.ts';
import type { MergeRule, MergeRules } from '../../../shared/analysis/merge-rules.ts';
import { mergeOutputs } from '../../../shared/extraction/merge/merge-outputs.ts';
import { mergeValues } from '../../../shared/extraction/merge/merge-values.ts';
import { mergeRulesOf } from '../../../shared/extraction/merge/property-rules.ts';

function analysisOf(schema: z.ZodType, example: unknown, merge?: MergeRules): Analysis {
  const described = { name: 'merged', description: 'Of parts.', instructions: 'Count.' };
  return defineAnalysis({ ...described, schema, example, ...(merge && { merge }) });
}

const itemsSchema = z.object({ items: z.array(z.unknown()) });

/** What becomes of the values of one property, one a part. */
function merged(rule: MergeRule, values: readonly unknown[]): unknown {
  const schema = z.object({ value: z.number().nullable() });
  const outputs = values.map((value) => ({ value }));
  const list = Array.isArray(values[0]);
  const analysis = list
    ? analysisOf(
        z.object({ value: z.array(z.object({ id: z.unknown() })) }),
        { value: [] },
        { value: rule },
      )
    : analysisOf(schema, { value: 1 }, { value: rule });
  return mergeOutputs(analysis, outputs).merged['value'];
}

const anyOutput = record({
  title: string(),
  items: array(record({ id: option(constantFrom('a', 'A ', 'b')), n: integer() }), {
    maxLength: 4,
  }),
  count: option(integer()),
  isFinal: constantFrom(true, false),
});

const anyAnalysis = analysisOf(
  z.object({
    title: z.string(),
    items: z.array(z.object({ id: z.string().nullable(), n: z.int() })),
    count: z.int().nullable(),
    isFinal: z.boolean(),
  }),
  { title: 'T', items: [], count: null, isFinal: true },
  { items: { deduplicateBy: ['id'] }, count: 'sum' },
);

describe('merging the outputs of parts', () => {
  it('leaves the output of a single part as it is', () => {
    assert(
      property(anyOutput, (output) => {
        expect(mergeOutputs(anyAnalysis, [output])).toEqual({ merged: output, toAsk: [] });
      }),
    );
  });

  it('makes the same of the same outputs', () => {
    assert(
      property(array(anyOutput, { minLength: 1 }), (outputs) => {
        const again = mergeOutputs(anyAnalysis, structuredClone(outputs));

        expect(JSON.stringify(again)).toBe(JSON.stringify(mergeOutputs(anyAnalysis, outputs)));
      }),
    );
  });

  it('makes an output that fits the schema', () => {
    assert(
      property(array(anyOutput, { minLength: 1 }), (outputs) => {
        const { merged: output } = mergeOutputs(anyAnalysis, outputs);

        expect(anyAnalysis.schema.safeParse(output).success).toBe(true);
      }),
    );
  });

  it('loses no item where lists are concatenated', () => {
    assert(
      property(array(array(integer()), { minLength: 1 }), (lists) => {
        expect(mergeValues('concatenate', lists)).toEqual(lists.flat());
      }),
    );
  });

  it('deduplicates once and for all, and keeps one of each', () => {
    assert(
      property(
        array(array(constantFrom('a', 'A', ' a', 'b', 'ﬁ', 'fi')), { minLength: 1 }),
        (lists) => {
          const once = mergeValues('deduplicate', lists);

          expect(mergeValues('deduplicate', [once])).toEqual(once);
          expect(mergeValues('deduplicate', [once, ...lists])).toEqual(once);
        },
      ),
    );
  });

  it('sums to the same however the parts are grouped, cents among them', () => {
    const cents = integer({ min: -1_000_000, max: 1_000_000 }).map((amount) => amount / 100);

    assert(
      property(array(cents, { minLength: 1 }), array(cents, { minLength: 1 }), (one, other) => {
        const sums = [mergeValues('sum', one), mergeValues('sum', other)];

        expect(mergeValues('sum', sums)).toBe(mergeValues('sum', [...one, ...other]));
      }),
    );
  });

  it.each<{ name: string; rule: MergeRule; values: readonly unknown[]; expected: unknown }>([
    {
      name: 'lists one after the other',
      rule: 'concatenate',
      values: [[{ id: 1 }], [{ id: 1 }]],
      expected: [{ id: 1 }, { id: 1 }],
    },
    {
      name: 'equal items once',
      rule: 'deduplicate',
      values: [[{ id: 'Ada ' }], [{ id: 'ada' }, { id: 'Odo' }]],
      expected: [{ id: 'Ada ' }, { id: 'Odo' }],
    },
    {
      name: 'items of one key once, the first of them',
      rule: { deduplicateBy: ['id'] },
      values: [[{ id: 'A', n: 1 }], [{ id: 'a', n: 2 }]],
      expected: [{ id: 'A', n: 1 }],
    },
    {
      name: 'items without the key all the same',
      rule: { deduplicateBy: ['id'] },
      values: [[{ id: null, n: 1 }], [{ id: null, n: 2 }]],
      expected: [
        { id: null, n: 1 },
        { id: null, n: 2 },
      ],
    },
    { name: 'the first that says anything', rule: 'first', values: [null, 3, 4], expected: 3 },
    { name: 'the last that says anything', rule: 'last', values: [3, 4, null], expected: 4 },
    {
      name: 'what most parts say, of those that say anything',
      rule: 'majority',
      values: [1, 2, null, null, null, 2],
      expected: 2,
    },
    { name: 'of equals what was said first', rule: 'majority', values: [2, 1, 1, 2], expected: 2 },
    { name: 'an exact sum of what is known', rule: 'sum', values: [0.1, null, 0.2], expected: 0.3 },
    {
      name: 'nothing where no part says anything',
      rule: 'sum',
      values: [null, null],
      expected: null,
    },
  ])('makes $name', ({ rule, values, expected }) => {
    expect(merged(rule, values)).toEqual(expected);
  });

  it('merges an object property by property', () => {
    const schema = z.object({
      venue: z.object({ rooms: z.array(z.string()), isOpen: z.boolean() }).nullable(),
      counts: z.record(z.string(), z.number()),
    });
    const one = { venue: { rooms: ['A'], isOpen: true }, counts: { chairs: 3 } };
    const analysis = analysisOf(schema, one);

    const { merged: output, toAsk } = mergeOutputs(analysis, [
      one,
      { venue: null, counts: { tables: 2, chairs: 3 } },
      { venue: { rooms: ['a', 'B'], isOpen: true }, counts: {} },
    ]);

    expect(output).toEqual({
      venue: { rooms: ['A', 'B'], isOpen: true },
      counts: { chairs: 3, tables: 2 },
    });
    expect(toAsk).toEqual([]);
  });

  it('merges an output that contains itself', () => {
    const chapter = z.object({
      pages: z.array(z.int()),
      get next() {
        return chapter.nullable();
      },
    });
    const end = { pages: [1], next: null };
    const analysis = analysisOf(chapter, end);

    const { merged: output } = mergeOutputs(analysis, [
      { pages: [1], next: end },
      { pages: [2], next: { pages: [3], next: end } },
    ]);

    expect(output).toEqual({ pages: [1, 2], next: { pages: [1, 3], next: end } });
  });

  it('asks the model for texts that differ, and names what is at the top of the output', () => {
    const schema = z.object({
      title: z.string(),
      venue: z.object({ name: z.string() }),
      n: z.int(),
    });
    const analysis = analysisOf(schema, { title: 'T', venue: { name: 'V' }, n: 1 });

    const { merged: output, toAsk } = mergeOutputs(analysis, [
      { title: 'One', venue: { name: 'Hall' }, n: 1 },
      { title: 'Two', venue: { name: 'Pier' }, n: 1 },
    ]);

    expect(toAsk).toEqual(['title', 'venue']);
    expect(output).toEqual({ title: 'One', venue: { name: 'Hall' }, n: 1 });
  });

  it('asks nothing where one part alone says something, or all say the same', () => {
    const schema = z.object({ title: z.string(), note: z.string().nullable() });
    const analysis = analysisOf(schema, { title: 'T', note: null });

    const { merged: output, toAsk } = mergeOutputs(analysis, [
      { title: '', note: 'The pier  is closed.' },
      { title: 'Pier', note: 'the pier is closed.' },
      { title: '', note: null },
    ]);

    expect(toAsk).toEqual([]);
    expect(output).toEqual({ title: 'Pier', note: 'The pier  is closed.' });
  });

  it('leaves out a property that no part has, and keeps names that objects have by birth', () => {
    const schema = z.object({ note: z.string().optional(), counts: z.record(z.string(), z.int()) });
    const analysis = analysisOf(schema, { counts: {} });
    const counts: unknown = JSON.parse('{"constructor":1,"__proto__":2}');

    const { merged: output } = mergeOutputs(analysis, [{ counts }, { counts }]);

    expect(JSON.stringify(output)).toBe('{"counts":{"constructor":1,"__proto__":2}}');
  });
});

describe('the merge rule of a property that declares none', () => {
  const kinds = {
    list: z.array(z.string()),
    nullableList: z.array(z.string()).nullable(),
    three: z.array(z.string()).length(3),
    atMost: z.array(z.string()).max(7),
    pair: z.tuple([z.string(), z.string()]),
    text: z.string(),
    note: z.string().nullable().optional(),
    choice: z.enum(['a', 'b']),
    nullableChoice: z.enum(['a', 'b']).nullable(),
    literal: z.literal('x'),
    date: z.iso.date(),
    pattern: z.string().regex(/^\d+$/),
    flag: z.boolean(),
    number: z.number().nullable(),
    whole: z.int(),
    object: z.object({ a: z.string() }),
    record: z.record(z.string(), z.string()),
    union: z.union([z.string(), z.number()]),
    anything: z.unknown(),
    shared: z.array(z.string()).meta({ id: 'SharedList' }),
  };

  it('follows from its kind, null and absence apart', () => {
    expect(Object.fromEntries(mergeRulesOf({ schema: z.object(kinds) }))).toEqual({
      list: 'deduplicate',
      nullableList: 'deduplicate',
      three: 'ask',
      atMost: 'ask',
      pair: 'ask',
      text: 'ask',
      note: 'ask',
      choice: 'majority',
      nullableChoice: 'majority',
      literal: 'majority',
      date: 'majority',
      pattern: 'majority',
      flag: 'majority',
      number: 'majority',
      whole: 'majority',
      object: 'by-property',
      record: 'by-property',
      union: 'first',
      anything: 'first',
      shared: 'deduplicate',
    });
  });

  it('gives way to the one that is declared', () => {
    const analysis = analysisOf(itemsSchema, { items: [] }, { items: 'concatenate' });

    expect([...mergeRulesOf(analysis)]).toEqual([['items', 'concatenate']]);
  });
});

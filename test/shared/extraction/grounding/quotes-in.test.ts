import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { analysis as documentDigest } from '../../../../shared/analysis/built-in/document-digest.ts';
import { analysis as meetingMinutes } from '../../../../shared/analysis/built-in/meeting-minutes.ts';
import { quote } from '../../../../shared/analysis/quote.ts';
import { marksQuotes, quotesIn } from '../../../../shared/extraction/grounding/quotes-in.ts';

const found = (schema: z.ZodType, output: unknown) =>
  quotesIn({ schema }, schema.parse(output)).map(({ path, text }) => [path, text]);

const paths = (analysis: typeof meetingMinutes | typeof documentDigest) =>
  quotesIn(analysis, analysis.example).map(({ path }) => path);

describe('the quotes of an output', () => {
  it('are found in lists and objects, by JSON pointers into the output', () => {
    const schema = z.object({
      title: z.string(),
      items: z.array(z.object({ task: z.string(), evidence: quote() })),
      words: z.array(quote()),
    });

    const output = {
      title: 'Board',
      items: [
        { task: 'Call.', evidence: 'I will call' },
        { task: 'Write.', evidence: 'I will write' },
      ],
      words: ['yes', 'no'],
    };

    expect(found(schema, output)).toEqual([
      ['/items/0/evidence', 'I will call'],
      ['/items/1/evidence', 'I will write'],
      ['/words/0', 'yes'],
      ['/words/1', 'no'],
    ]);
  });

  it.each([
    ['nullable', quote().nullable()],
    ['optional', quote().optional()],
    ['nullish', quote().nullish()],
    ['exactly optional', quote().exactOptional()],
    ['with a default', quote().default('none')],
    ['with a default that is parsed', quote().prefault('none')],
    ['with something to catch', quote().catch('none')],
    ['read-only', quote().readonly()],
    ['optional no more', quote().optional().nonoptional()],
    ['piped from', quote().pipe(z.string())],
    ['piped to', z.string().pipe(quote())],
    ['preprocessed', z.preprocess((value) => value, quote())],
    ['lazy', z.lazy(() => quote())],
    ['one of two', z.union([quote(), z.number()])],
    ['exactly one of two', z.xor([z.number(), quote()])],
    ['with another condition', z.intersection(quote(), z.string().max(99))],
  ])('are found where they are %s', (_, evidence) => {
    const schema = z.object({ evidence });

    expect(found(schema, { evidence: 'words' })).toEqual([['/evidence', 'words']]);
    expect(marksQuotes({ schema })).toBe(true);
  });

  it('are found in tuples, records and properties that no schema names', () => {
    const schema = z.object({
      pair: z.tuple([z.string(), quote()], quote()),
      byName: z.record(z.string(), quote()),
      open: z.object({ title: z.string() }).catchall(quote()),
    });

    const output = {
      pair: ['a', 'b', 'c'],
      byName: { Ada: 'd' },
      open: { title: 'e', other: 'f' },
    };

    expect(found(schema, output)).toEqual([
      ['/pair/1', 'b'],
      ['/pair/2', 'c'],
      ['/byName/Ada', 'd'],
      ['/open/other', 'f'],
    ]);
  });

  it('are those of the alternative that the output is', () => {
    const schema = z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('stated'), words: quote() }),
      z.object({ kind: z.literal('inferred'), words: z.string() }),
    ]);

    expect(found(schema, { kind: 'stated', words: 'as it stands' })).toHaveLength(1);
    expect(found(schema, { kind: 'inferred', words: 'as it seems' })).toEqual([]);
  });

  it('leave out what is null or missing', () => {
    const schema = z.object({ a: quote().nullable(), b: quote().optional() });

    expect(found(schema, { a: null })).toEqual([]);
  });

  it('have their names escaped as JSON pointers are', () => {
    const schema = z.object({ 'and/or': z.object({ '~': quote() }) });

    expect(found(schema, { 'and/or': { '~': 'words' } })).toEqual([['/and~1or/~0', 'words']]);
  });

  it('are found in a schema that contains itself', () => {
    interface Section {
      evidence: string;
      sections: Section[];
    }
    const section: z.ZodType<Section> = z.object({
      evidence: quote(),
      get sections() {
        return z.array(section);
      },
    });

    const output = { evidence: 'a', sections: [{ evidence: 'b', sections: [] }] };

    expect(found(section, output)).toEqual([
      ['/evidence', 'a'],
      ['/sections/0/evidence', 'b'],
    ]);
    expect(marksQuotes({ schema: section })).toBe(true);
  });

  it('are not looked for where an analysis has none', () => {
    const tree: z.ZodType = z.object({
      title: z.string(),
      get children() {
        return z.array(tree);
      },
    });

    expect(marksQuotes({ schema: tree })).toBe(false);
  });

  it('are the evidence of minutes and the dates of a digest', () => {
    expect(paths(meetingMinutes)).toEqual([
      '/decisions/0/evidence',
      '/actionItems/0/evidence',
      '/actionItems/1/evidence',
    ]);
    expect(paths(documentDigest)).toEqual(['/dates/0/stated', '/dates/1/stated']);
  });
});

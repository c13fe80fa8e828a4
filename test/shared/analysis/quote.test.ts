import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { isQuote, quote } from '../../../shared/analysis/quote.ts';

const schemaWith = (evidence: z.ZodString) =>
  z.toJSONSchema(
    z.object({
      one: evidence,
      maybe: evidence.nullable(),
      absent: evidence.optional(),
      several: z.array(evidence).max(3),
      either: z.union([evidence, z.object({ evidence })]),
    }),
  );

describe('a schema that marks a quote', () => {
  it('is a plain described string to whoever reads the JSON Schema', () => {
    const plain = z.string().min(1).describe('the words that prove it');
    const marked = quote('the words that prove it');

    expect(schemaWith(marked)).toEqual(schemaWith(plain));
    expect(z.toJSONSchema(quote())).toEqual(z.toJSONSchema(z.string().min(1)));
  });

  it('takes no empty string', () => {
    expect(quote().safeParse('').success).toBe(false);
    expect(quote().safeParse('a').success).toBe(true);
  });

  it.each([
    ['a longest length', quote().max(40)],
    ['a description', quote().describe('words')],
    ['metadata', quote('words').meta({ title: 'Words' })],
    ['a refinement', quote().refine((text) => text !== '-')],
    ['trimming', quote().trim()],
    ['a brand', quote().brand<'Evidence'>()],
  ])('stays one with %s', (_, schema) => {
    expect(isQuote(schema)).toBe(true);
  });

  it('marks itself and no other string', () => {
    const plain = z.string().min(1);
    quote();

    expect(isQuote(plain)).toBe(false);
    expect(isQuote(plain.describe('words'))).toBe(false);
    expect(isQuote(z.object({ evidence: quote() }))).toBe(false);
  });
});

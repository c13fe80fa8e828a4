import * as z from 'zod';
import type { Analysis } from '../../analysis/define-analysis.ts';
import type { OutputNode } from '../../analysis/output-node.ts';
import { isQuote } from '../../analysis/quote.ts';

const quoteFormat = 'quote';

/**
 * The JSON Schema of an analysis's output by which its merge rules are found: unlike the one that
 * models are given, it says which texts are quotes.
 */
export function mergeSchemaOf({ schema }: Pick<Analysis, 'schema'>): unknown {
  return z.toJSONSchema(schema, {
    override: ({ zodSchema, jsonSchema }) => {
      if (isQuote(zodSchema)) jsonSchema.format = quoteFormat;
    },
  });
}

/** Whether a place of {@link mergeSchemaOf} is a quote. */
export function holdsQuote({ format }: OutputNode): boolean {
  return format === quoteFormat;
}

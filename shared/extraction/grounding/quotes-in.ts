import type * as z from 'zod';
import type { Analysis } from '../../analysis/define-analysis.ts';
import { isQuote } from '../../analysis/quote.ts';
import { stepInto } from './json-pointer.ts';
import { partsOf } from './schema-parts.ts';

/** A quote and where in an output it stands. */
export interface QuoteAt {
  /** JSON pointer (RFC 6901), for example `/decisions/0/evidence`. */
  readonly path: string;
  readonly text: string;
}

type Schema = z.core.$ZodType;

/** Every quote of an output that fits the analysis's schema, in the order of the schema. */
export function quotesIn(analysis: Pick<Analysis, 'schema'>, output: unknown): readonly QuoteAt[] {
  const found = new Map<string, QuoteAt>();
  collect(analysis.schema, { path: '', value: output }, found);
  return [...found.values()];
}

function collect(
  schema: Schema,
  { path, value }: { readonly path: string; readonly value: unknown },
  found: Map<string, QuoteAt>,
): void {
  if (value === null || value === undefined) return;
  if (isQuote(schema) && typeof value === 'string') found.set(path, { path, text: value });
  for (const part of partsOf(schema)) {
    for (const place of part.placesIn(value)) {
      const inside = place.step === null ? path : stepInto(path, place.step);
      collect(part.schema, { path: inside, value: place.value }, found);
    }
  }
}

/** Whether an output of the analysis can have quotes at all. */
export function marksQuotes(analysis: Pick<Analysis, 'schema'>): boolean {
  // A schema may contain itself.
  const seen = new Set<Schema>();
  const marks = (schema: Schema): boolean => {
    if (seen.has(schema)) return false;
    seen.add(schema);
    return isQuote(schema) || partsOf(schema).some((part) => marks(part.schema));
  };
  return marks(analysis.schema);
}

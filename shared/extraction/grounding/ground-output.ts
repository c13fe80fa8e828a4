import type { Analysis } from '../../analysis/define-analysis.ts';
import type { DocumentText } from '../../document/document-text.ts';
import type { ResultEnvelope } from '../../job/result-envelope.ts';
import { placeOf } from './place-of.ts';
import { QuoteFinder, type QuoteRange } from './quote-finder.ts';
import { marksQuotes, quotesIn } from './quotes-in.ts';

/** Which quotes of an output stand in the document, and where. */
export type Grounding = NonNullable<ResultEnvelope['grounding']>;

const nowhere = {
  verified: false,
  start: null,
  end: null,
  page: null,
  speaker: null,
  timeSeconds: null,
  member: null,
} as const;

/**
 * Looks up every quote of an output in the text that the model was asked about; of several places
 * it is the first. `null` where the analysis has no quotes.
 */
export function groundOutput(
  analysis: Pick<Analysis, 'schema'>,
  output: unknown,
  document: DocumentText,
): Grounding | null {
  if (!marksQuotes(analysis)) return null;
  const finder = new QuoteFinder(document.text);
  const quotes = quotesIn(analysis, output).map(({ path, text }) =>
    describeQuote(path, finder.find(text), document),
  );
  const verified = quotes.filter((quote) => quote.verified).length;
  return { verified, unverified: quotes.length - verified, quotes };
}

function describeQuote(
  path: string,
  range: QuoteRange | null,
  document: DocumentText,
): Grounding['quotes'][number] {
  if (range === null) return { path, ...nowhere };
  const { start, end } = range;
  return { path, verified: true, start, end, ...placeOf(document, range) };
}

/** What a result says of quotes that are not in the document. */
export function groundingWarnings(grounding: Grounding | null): readonly string[] {
  if (grounding === null || grounding.unverified === 0) return [];
  const { unverified, quotes } = grounding;
  const verb = unverified === 1 ? 'is' : 'are';
  const pronoun = unverified === 1 ? 'it' : 'them';
  return [
    `${unverified} of ${quotes.length} quotes ${verb} not in the document as the model gave ${pronoun}`,
  ];
}

import type { DocumentText } from '../../document/document-text.ts';
import type { QuoteRange } from './quote-finder.ts';

/** Where a quote stands, in the words of the document; `null` for what it does not have. */
export interface QuotePlace {
  /** Counted from 1. */
  readonly page: number | null;
  readonly speaker: string | null;
  /** When the caption that the quote begins in was shown. */
  readonly timeSeconds: number | null;
  /** Key of the document, where several were asked about together. */
  readonly member: string | null;
}

/** Page, speaker, time and document of a quote: of its first character that has any. */
export function placeOf(document: DocumentText, quote: QuoteRange): QuotePlace {
  const turn = firstTouched(document.turns, quote);
  const cue = firstTouched(turn?.cues ?? [], quote);
  return {
    page: firstTouched(document.pages ?? [], quote)?.number ?? null,
    speaker: turn?.speaker ?? null,
    timeSeconds: cue?.startSeconds ?? turn?.startSeconds ?? null,
    member: firstTouched(document.members ?? [], quote)?.key ?? null,
  };
}

/** A quote may begin in what was written between two ranges, such as the name before a turn. */
function firstTouched<Range extends QuoteRange>(
  ranges: readonly Range[],
  { start, end }: QuoteRange,
): Range | undefined {
  return ranges.find((range) => range.end > start && range.start < end);
}

import type { ResultEnvelope } from '../../../shared/job/result-envelope.ts';
import type { TextBlock } from './text-blocks.ts';

/** A quote of the output, numbered for the page. */
export interface NumberedQuote {
  /** From 1, in the order of the output. */
  readonly number: number;
  /** JSON pointer into the output. */
  readonly path: string;
  readonly isVerified: boolean;
  /** Where it stands; an empty range at 0 where it is not verified. */
  readonly start: number;
  readonly end: number;
  /** Page, speaker, time and document, as far as they are known. */
  readonly where: readonly string[];
}

/** A range of the text in which the same quotes are. */
export interface TextPiece {
  readonly start: number;
  readonly end: number;
  readonly isHead: boolean;
  readonly quotes: readonly NumberedQuote[];
}

/** The quotes of a result, numbered. */
export function numberQuotes({ grounding }: Pick<ResultEnvelope, 'grounding'>): NumberedQuote[] {
  return (grounding?.quotes ?? []).map(({ path, verified, start, end, ...place }, index) => ({
    number: index + 1,
    path,
    isVerified: verified,
    start: start ?? 0,
    end: end ?? 0,
    where: describePlace(place),
  }));
}

type Place = Pick<
  NonNullable<ResultEnvelope['grounding']>['quotes'][number],
  'page' | 'speaker' | 'timeSeconds' | 'member'
>;

function describePlace({ page, speaker, timeSeconds, member }: Place): string[] {
  return [
    ...(member === null ? [] : [member]),
    ...(page === null ? [] : [`page ${page}`]),
    ...(speaker === null ? [] : [speaker]),
    ...(timeSeconds === null ? [] : [clockTime(timeSeconds)]),
  ];
}

function clockTime(seconds: number): string {
  const whole = Math.floor(seconds);
  return [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60]
    .map((part) => String(part).padStart(2, '0'))
    .join(':');
}

/** Cuts a block where a quote begins or ends, so that quotes may overlap and cross blocks. */
export function piecesOf(block: TextBlock, quotes: readonly NumberedQuote[]): TextPiece[] {
  const { start, end, headEnd } = block;
  const here = quotes.filter((quote) => quote.start < end && quote.end > start);
  const cuts = new Set([start, headEnd, ...here.flatMap((quote) => [quote.start, quote.end])]);
  const inside = [...cuts].filter((cut) => cut >= start && cut < end);
  const starts = inside.toSorted((one, other) => one - other);
  return starts.map((from, index) => {
    const to = starts[index + 1] ?? end;
    return {
      start: from,
      end: to,
      isHead: to <= headEnd,
      quotes: here.filter((quote) => quote.start < to && quote.end > from),
    };
  });
}

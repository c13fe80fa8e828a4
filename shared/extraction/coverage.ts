import type { ResultEnvelope } from '../job/result-envelope.ts';

export type Coverage = NonNullable<ResultEnvelope['coverage']>;

/** A contiguous range of a document's text and what came of asking about it. */
export interface AskedPart {
  readonly start: number;
  readonly end: number;
  /** Request hash of the exchange that answered, `null` where none did. */
  readonly exchange: string | null;
  readonly finishReason: string | null;
  /** Whether the answer became output. */
  readonly usable: boolean;
}

/** Which characters of a document the output rests on; complete only where that is all of them. */
export function coverageOf(characters: number, parts: readonly AskedPart[]): Coverage {
  const covered = parts
    .filter(({ usable }) => usable)
    .reduce((sum, { start, end }) => sum + end - start, 0);
  return {
    complete: covered === characters,
    characters,
    covered,
    parts: parts.map(({ start, end, exchange, finishReason }) => ({
      start,
      end,
      exchange,
      finishReason,
    })),
  };
}

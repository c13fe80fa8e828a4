import type { ResultEnvelope } from '../job/result-envelope.ts';
import type { AnsweredPart } from './answered-part.ts';

export type Coverage = NonNullable<ResultEnvelope['coverage']>;

/**
 * Which characters of a document the output rests on; complete only where that is all of them.
 *
 * @param answered in any order; what lies between them was not asked about
 */
export function coverageOf(characters: number, answered: readonly AnsweredPart[]): Coverage {
  const parts = withGaps(
    characters,
    answered.toSorted((one, other) => one.start - other.start),
  );
  const covered = parts
    .filter(({ output }) => output !== null)
    .reduce((sum, { start, end }) => sum + end - start, 0);
  return {
    complete: covered === characters,
    characters,
    covered,
    parts: parts.map(({ start, end, exchange, failure }) => ({
      start,
      end,
      exchange: exchange?.requestHash ?? null,
      finishReason: exchange?.finishReason ?? null,
      error: failure?.code ?? null,
    })),
  };
}

/** Every character belongs to exactly one part, also those that nobody was asked about. */
function withGaps(characters: number, answered: readonly AnsweredPart[]): AnsweredPart[] {
  const parts: AnsweredPart[] = [];
  let at = 0;
  for (const part of answered) {
    if (part.start > at) parts.push(gap(at, part.start));
    parts.push(part);
    at = part.end;
  }
  return at < characters ? [...parts, gap(at, characters)] : parts;
}

function gap(start: number, end: number): AnsweredPart {
  return { start, end, output: null, exchange: null, failure: null };
}

import { endOfLongestFitting } from './cutting/longest-fitting.ts';
import { strongestCut } from './cutting/strongest-cut.ts';
import { keepingTurnsWhole } from './cutting/turn-lines.ts';
import { skipWhiteSpace } from './cutting/white-space.ts';
import type { DocumentText } from './document-text.ts';
import type { Range } from './range.ts';

/** What is shorter, in characters, is not split further: it holds a few sentences. */
export const shortestSplit = 400;

/** How far from both ends, as a share of the length, a cut is looked for, and whether turns stay whole. */
const attempts = [
  { margin: 0.25, keepsTurns: true },
  { margin: 0.1, keepsTurns: true },
  { margin: 0.25, keepsTurns: false },
  { margin: 0, keepsTurns: false },
];

/**
 * Splits a range whose answer did not fit: at the strongest structure near the middle.
 *
 * @returns `null` where the range is shorter than {@link shortestSplit}, or is a single word
 */
export function splitInTwo(
  document: DocumentText,
  range: Range,
  tokensOf: (text: string) => number,
): readonly [Range, Range] | null {
  const { text } = document;
  const { start, end } = range;
  const length = end - start;
  if (length < shortestSplit) return null;

  const maximumTokens = tokensOf(text.slice(start, end)) / 2;
  const ideal = endOfLongestFitting(text, range, { maximumTokens, tokensOf, guess: length / 2 });
  const content = skipWhiteSpace(text, range);
  const turnsWhole = keepingTurnsWhole(document, () => false);
  for (const { margin, keepsTurns } of attempts) {
    const first = Math.max(content + 1, start + Math.floor(length * margin));
    const last = end - 1 - Math.floor(length * margin);
    const mayCut = (position: number): boolean => !keepsTurns || turnsWhole(position);
    const cut = strongestCut(document, { first, last, ideal }, mayCut);
    if (cut !== null) {
      return [
        { start, end: cut },
        { start: cut, end },
      ];
    }
  }
  return null;
}

import type { DocumentText } from '../document-text.ts';
import { lastStartingBy, type Range } from '../range.ts';
import { skipWhiteSpace } from './white-space.ts';

/** No speaker's name and time take more. */
const longestPrefix = 500;

/**
 * Where the line of a turn starts, that is, its time and its speaker's name: behind the turn before,
 * and behind a blank line where one lies between.
 */
export function lineStartOfTurn({ text, turns }: DocumentText, index: number): number {
  const start = turns[index]?.start ?? 0;
  const before = turns[index - 1]?.end ?? 0;
  const from = Math.max(before, start - longestPrefix);
  const prefix = text.slice(from, start).trimEnd();
  const blankLine = prefix.lastIndexOf('\n\n');
  if (blankLine !== -1) return skipWhiteSpace(text, { start: from + blankLine, end: start });
  if (from === before) return skipWhiteSpace(text, { start: from, end: start });
  const lineEnd = prefix.lastIndexOf('\n');
  return lineEnd === -1 ? start : skipWhiteSpace(text, { start: from + lineEnd, end: start });
}

/**
 * Whether a text may be cut at a position without cutting a turn: never between a speaker's name
 * and the words, and in the words only where the turn by itself is too long.
 *
 * @param isTooLong of the range from the turn's line start to the next content
 */
export function keepingTurnsWhole(
  document: DocumentText,
  isTooLong: (range: Range) => boolean,
): (position: number) => boolean {
  const { text, turns } = document;
  let judged = { index: -1, isTooLong: false };

  return (position) => {
    const index = lastStartingBy(turns, position);
    const turn = turns[index];
    if (turn !== undefined && position < turn.end) {
      if (position > turn.start) return judge(index);
      return lineStartOfTurn(document, index) === position;
    }
    const next = turns[index + 1];
    if (next === undefined || next.start - position > longestPrefix) return true;
    return position <= lineStartOfTurn(document, index + 1);
  };

  /** Remembered, as one turn is often asked about at every word. */
  function judge(index: number): boolean {
    if (judged.index !== index) {
      const end = skipWhiteSpace(text, { start: turns[index]?.end ?? 0, end: text.length });
      const start = lineStartOfTurn(document, index);
      judged = { index, isTooLong: isTooLong({ start, end }) };
    }
    return judged.isTooLong;
  }
}

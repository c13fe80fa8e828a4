import type { CutWindow } from './cutting/cut-window.ts';
import { endOfLongestFitting, type TokenLimit } from './cutting/longest-fitting.ts';
import { strongestCut } from './cutting/strongest-cut.ts';
import { keepingTurnsWhole } from './cutting/turn-lines.ts';
import { cutInsideWord } from './cutting/inside-word.ts';
import { skipWhiteSpace } from './cutting/white-space.ts';
import type { DocumentText } from './document-text.ts';
import type { Range } from './range.ts';

/**
 * From which share of the ideal length on a cut will do: the strongest between there and the limit
 * is taken. The later shares are for where there is none, as in a long turn that must stay whole.
 */
const earliestShares = [0.6, 0.3, 0];

/**
 * Cuts a range of a document's text into parts that a limit allows: contiguous, all of the range,
 * each beginning with content, about equally long.
 *
 * A cut is made at the strongest structure in reach: a document of several, a page, a heading, a
 * turn, a paragraph, a row, a sentence, a line, a word. A turn is cut only where it is too long by
 * itself, a word only where nothing else is left; a character never, even if it is above the limit.
 *
 * @param limit its `tokensOf` never makes more of two texts together than of each alone
 */
export function cutText(document: DocumentText, range: Range, limit: TokenLimit): readonly Range[] {
  const { maximumTokens, tokensOf } = limit;
  const tokensIn = ({ start, end }: Range): number => tokensOf(document.text.slice(start, end));
  const mayCut = keepingTurnsWhole(document, (turn) => tokensIn(turn) > maximumTokens);
  const total = tokensIn(range);
  const charactersPerToken = (range.end - range.start) / Math.max(1, total);

  const parts: Range[] = [];
  let rest = range;
  let tokensLeft = total;
  while (rest.start < rest.end) {
    const end = endOfLongestFitting(document.text, rest, {
      ...limit,
      guess: charactersPerToken * Math.min(maximumTokens, tokensLeft),
    });
    const partsLeft = Math.max(2, Math.ceil(tokensLeft / maximumTokens));
    const idealTokens = Math.min(maximumTokens, tokensLeft / partsLeft);
    const ideal = rest.start + Math.round(((end - rest.start) * idealTokens) / maximumTokens);
    const cut =
      end === rest.end ? end : cutBehind(document, rest.start, { last: end, ideal, mayCut });
    const part = { start: rest.start, end: cut };
    parts.push(part);
    // Not counted anew, which would take time by the square of the length.
    tokensLeft -= tokensIn(part);
    rest = { start: cut, end: rest.end };
  }
  return parts;
}

const anywhere = (): boolean => true;

function cutBehind(
  document: DocumentText,
  start: number,
  wish: Omit<CutWindow, 'first'> & { readonly mayCut: (position: number) => boolean },
): number {
  const { ideal, last, mayCut } = wish;
  const content = skipWhiteSpace(document.text, { start, end: last });
  for (const mayCutHere of [mayCut, anywhere]) {
    for (const share of earliestShares) {
      const first = Math.max(content + 1, start + Math.floor((ideal - start) * share));
      const found = strongestCut(document, { first, last, ideal }, mayCutHere);
      if (found !== null) return found;
    }
  }
  return cutInsideWord(document.text, start, last);
}

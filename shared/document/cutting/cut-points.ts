import type { DocumentText } from '../document-text.ts';
import { lastStartingBy, type Range } from '../range.ts';
import type { CutWindow } from './cut-window.ts';
import {
  type LineStart,
  lineStarts,
  sentenceStarts,
  unspacedWordStarts,
  wordStarts,
} from './text-breaks.ts';
import { lineStartOfTurn } from './turn-lines.ts';
import { skipWhiteSpace } from './white-space.ts';

/** Finds the places of one kind where a text may be cut, in the order of the text; each begins with content. */
type FindCuts = (document: DocumentText, window: CutWindow) => Iterable<number>;

/** Kinds of places where a text may be cut, the strongest first. */
export const cutPoints: readonly FindCuts[] = [
  ({ text, members = [] }, window) => startsOf(members, text, window),
  ({ text, pages }, window) => startsOf(pages ?? [], text, window),
  ...[1, 2, 3, 4, 5, 6].map(headings),
  turnLines,
  lines((text, line) => isAfterBlankLine(text, line) && !isAfterHeading(text, line)),
  lines(isRow),
  ({ text }, window) => sentenceStarts(text, window),
  lines(() => true),
  ({ text }, window) => wordStarts(text, window),
  ({ text }, window) => unspacedWordStarts(text, window),
];

function* startsOf(ranges: readonly Range[], text: string, window: CutWindow): Generator<number> {
  const { first, last } = window;
  // The one before too: its white space may end in the window.
  let index = Math.max(0, lastStartingBy(ranges, first));
  for (let range = ranges[index]; range !== undefined; range = ranges[index]) {
    if (range.start > last) return;
    const at = skipWhiteSpace(text, { start: range.start, end: last + 1 });
    if (at >= first && at <= last) yield at;
    index += 1;
  }
}

function* turnLines(document: DocumentText, { first, last }: CutWindow): Generator<number> {
  const { turns } = document;
  let index = lastStartingBy(turns, first - 1) + 1;
  while (index < turns.length) {
    const at = lineStartOfTurn(document, index);
    if (at > last) return;
    if (at >= first) yield at;
    index += 1;
  }
}

function lines(isWanted: (text: string, line: LineStart) => boolean): FindCuts {
  return function* wantedLines({ text }, window) {
    for (const line of lineStarts(text, window)) if (isWanted(text, line)) yield line.at;
  };
}

function headings(level: number): FindCuts {
  const mark = `${'#'.repeat(level)} `;
  return lines((text, { at }) => text.startsWith(mark, at) && text[at - 1] === '\n');
}

function isAfterBlankLine(text: string, { at, lineEnd }: LineStart): boolean {
  return text.slice(lineEnd + 1, at).includes('\n');
}

/** A heading that ends a part says nothing there. */
function isAfterHeading(text: string, { lineEnd }: LineStart): boolean {
  const longestHeading = 200;
  const from = Math.max(0, lineEnd - longestHeading);
  return /(?:^|\n)#{1,6} [^\n]*$/.test(text.slice(from, lineEnd));
}

/** How a row of a table, an item of a list or a field of data begins: not a line of running prose. */
const rowStart = /(?:\||[-*+•–] |\d{1,4}[.)] |[\w.-]{1,40}: )/y;

function isRow(text: string, { at }: LineStart): boolean {
  rowStart.lastIndex = at;
  return rowStart.test(text);
}

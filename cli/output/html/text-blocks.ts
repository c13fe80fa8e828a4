import type { DocumentText, Page } from '../../../shared/document/document-text.ts';

/** A range of a document's text that is shown as one paragraph. */
export interface TextBlock {
  readonly start: number;
  readonly end: number;
  /** What begins here, the outermost first: a document, a page. */
  readonly titles: readonly string[];
  /** Until here goes what was written before a turn's words: its time and its speaker. */
  readonly headEnd: number;
}

/** Cuts a text where its documents, pages and turns begin; every character is in one block. */
export function textBlocks(document: DocumentText): TextBlock[] {
  const { text, turns, pages, members } = document;
  const titles = new Map<number, string[]>([[0, []]]);
  const heads = new Map<number, number>();
  const begin = (start: number, title?: string): void => {
    titles.set(start, [...(titles.get(start) ?? []), ...(title === undefined ? [] : [title])]);
  };

  for (const { start, key } of members ?? []) begin(start, key);
  for (const page of pages ?? []) begin(page.start, titleOf(page));
  let earliest = 0;
  for (const turn of turns) {
    const lineStart = Math.max(earliest, text.lastIndexOf('\n', Math.max(0, turn.start - 1)) + 1);
    begin(lineStart);
    heads.set(lineStart, turn.start);
    earliest = turn.end;
  }

  const starts = [...titles.keys()].toSorted((one, other) => one - other);
  return starts.map((start, index) => ({
    start,
    end: starts[index + 1] ?? text.length,
    titles: titles.get(start) ?? [],
    headEnd: heads.get(start) ?? start,
  }));
}

function titleOf({ number, label }: Page): string {
  return label === null ? `Page ${number}` : `Page ${number}: ${label}`;
}

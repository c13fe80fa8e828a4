import type { DocumentText } from './document-text.ts';
import { headingsBefore } from './cutting/headings-before.ts';
import { tableHeaderBefore } from './cutting/table-header.ts';
import { rangeAt } from './range.ts';

/** What somebody has to know who begins to read in the midst of a document. */
export interface PartContext {
  /** Key of the document, where several are asked about together. */
  readonly member: string | null;
  readonly page: { readonly number: number; readonly label: string | null } | null;
  /** The Markdown lines of the headings that the place lies under, outermost first. */
  readonly headings: readonly string[];
  /** The first rows of the table that the place lies in, the line below them included; else empty. */
  readonly tableHeader: readonly string[];
  /** The turn in whose words the place lies; `null` between turns. */
  readonly turn: { readonly speaker: string | null; readonly startSeconds: number | null } | null;
}

/** What a reader of a document who begins at a position lacks; each line is bounded in length. */
export function contextAt(document: DocumentText, start: number): PartContext {
  const { text, turns, pages, members } = document;
  const member = rangeAt(members ?? [], start);
  const page = rangeAt(pages ?? [], start);
  const turn = rangeAt(turns, start);
  const before = { start: member?.start ?? 0, end: start };
  return {
    member: member?.key ?? null,
    page: page === null ? null : { number: page.number, label: shortened(page.label) },
    headings: headingsBefore(text, before).map((line) => shortened(line)),
    tableHeader: tableHeaderBefore(text, before).map((line) => shortened(line, longestRow)),
    turn:
      turn === null || turn.start === start
        ? null
        : { speaker: shortened(turn.speaker), startSeconds: turn.startSeconds },
  };
}

/** In UTF-16 code units. */
const longestLine = 200;
/** A header without its last columns misleads, so it may be longer. */
const longestRow = 1_000;

function shortened<Text extends string | null>(line: Text, longest = longestLine): Text | string {
  if (line === null || line.length <= longest) return line;
  // Not within a surrogate pair.
  return `${line.slice(0, longest - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

import type { FormatInput, ReadText } from '../format-reader.ts';
import { markdownTable } from '../markdown-table.ts';
import { asItStands } from './as-it-stands.ts';
import { tableRows } from './table-rows.ts';
import { isSemicolonSeparated } from './table-signs.ts';

/** Beyond these, the marks of a Markdown table cost more than they tell. */
const mostRows = 200;
const mostColumns = 30;

/** Names of columns are no numbers, and none is missing or there twice. */
const number = /^[-+(]?[\d.,\s]*\d[\d.,\s]*%?\)?$/;

/** Reads CSV with commas or semicolons: a small table as Markdown, a larger one as it stands. */
export const readCommaSeparated = ({ text }: FormatInput): ReadText =>
  readTable(text, isSemicolonSeparated(text.trimStart()) ? ';' : ',');

/** Reads TSV likewise. */
export const readTabSeparated = ({ text }: FormatInput): ReadText => readTable(text, '\t');

function readTable(text: string, delimiter: string): ReadText {
  const rows: (readonly string[])[] = [];
  let rowCount = 0;
  let columns: number | null = null;
  let uneven = 0;
  let isBroken = false;
  for (const piece of tableRows(text.trimStart(), delimiter)) {
    const width = (columns ??= piece.rows[0]?.length ?? null);
    for (const { length } of piece.rows) if (length !== width) uneven += 1;
    if (rowCount < mostRows) rows.push(...piece.rows.slice(0, mostRows - rowCount));
    rowCount += piece.rows.length;
    isBroken ||= piece.hasBrokenQuotes;
  }

  const isSmall = rowCount <= mostRows && rows.every((row) => row.length <= mostColumns);
  const warnings = [
    ...(isBroken ? ['a quote is not closed or not where it may be: read as it stands'] : []),
    ...(uneven > 0 ? [`rows with more or fewer cells than the first: ${uneven}`] : []),
  ];
  return asItStands(isSmall && !isBroken ? markdownTable(rows, hasHeader(rows)) : text, warnings);
}

function hasHeader([first = []]: readonly (readonly string[])[]): boolean {
  const names = first.map((cell) => cell.trim());
  return (
    new Set(names).size === names.length && names.every((name) => name !== '' && !number.test(name))
  );
}

import { searchFor } from './rare-characters.ts';

/**
 * Renders rows as a Markdown table.
 *
 * A row shorter than the first stays short, as GitHub's Markdown allows, so that a sparse table
 * takes no more room than its cells. Line ends inside a cell become `<br>`, other white space one
 * space, and `|` is escaped.
 *
 * @param hasHeader whether the first row names the columns; otherwise the header is left empty
 * @returns an empty text where there is no cell
 * @see https://github.github.com/gfm/#tables-extension-
 */
export function markdownTable(rows: readonly (readonly string[])[], hasHeader: boolean): string {
  const columns = rows.reduce((most, row) => Math.max(most, row.length), 0);
  if (columns === 0) return '';

  const names = hasHeader ? (rows[0] ?? []) : [];
  const header = Array.from({ length: columns }, (_, column) => names[column] ?? '');
  const lines = [tableLine(header), `|${' --- |'.repeat(columns)}`];
  for (const row of hasHeader ? rows.slice(1) : rows) lines.push(tableLine(row));
  return lines.join('\n');
}

function tableLine(cells: readonly string[]): string {
  if (cells.length === 0) return '|  |';
  return `| ${cells.map((cell) => tableCell(cell)).join(' | ')} |`;
}

/** Whatever a cell of a table cannot hold as it is; most have none of it. */
const hasUnfitCharacter = searchFor(/[|]|[^\S ]/);
const twoSpaces = / {2}/;

function tableCell(text: string): string {
  const trimmed = text.trim();
  if (!hasUnfitCharacter(trimmed) && !twoSpaces.test(trimmed)) return trimmed;
  return trimmed
    .replaceAll('|', String.raw`\|`)
    .replaceAll(/[^\S\n]+/gu, ' ')
    .replaceAll(/ ?\n[ \n]*/gu, '<br>');
}

import { Buffer } from 'node:buffer';
import Papa from 'papaparse';
import * as z from 'zod';
import { isLatin1 } from '../rare-characters.ts';

/** Rows of a table, those without content left out, and whether a quote of theirs is wrong. */
export interface TableRows {
  readonly rows: readonly (readonly string[])[];
  readonly hasBrokenQuotes: boolean;
}

/** The library's parser says of it no more than `any`. */
const parsedSchema = z.object({
  data: z.custom<string[][]>(Array.isArray),
  errors: z.array(z.object({ row: z.number() })),
  meta: z.object({ cursor: z.number() }),
});

/**
 * Parses a table piece by piece, so that one of gigabytes of cells is never held. The library can
 * do it row by row, which takes it three times as long.
 *
 * @param text line ends `\n`
 * @param pieceLength how much is parsed at a time, in characters: its cells are held together
 * @yields the rows that end in each piece
 */
export function* tableRows(
  text: string,
  delimiter: string,
  pieceLength = 100_000,
): Generator<TableRows> {
  const parser = new Papa.Parser({ delimiter, newline: '\n' });
  let length = pieceLength;
  for (let start = 0; start < text.length;) {
    const isLast = start + length >= text.length;
    const piece = copyOf(text.slice(start, start + length));
    const { data, errors, meta } = parsedSchema.parse(parser.parse(piece, 0, !isLast));
    // A row that the end of the piece cuts off is parsed again, and looks broken only here.
    yield {
      rows: data.filter(hasContent),
      hasBrokenQuotes: errors.some(({ row }) => hasContent(data[row] ?? [])),
    };
    if (isLast) return;
    start += meta.cursor;
    // A row longer than that: twice as much each time, so that all takes no more than twice as long.
    length = data.length === 0 ? length * 2 : pieceLength;
  }
}

/** A view of a longer text takes the library half as long again as a text of its own. */
function copyOf(part: string): string {
  const encoding = isLatin1(part) ? 'latin1' : 'utf16le';
  return Buffer.from(part, encoding).toString(encoding);
}

function hasContent(row: readonly string[]): boolean {
  // Not `some`: it would be called for every row of a table.
  for (const cell of row) if (isFilled(cell)) return true;
  return false;
}

function isFilled(cell: string): boolean {
  const first = cell.charCodeAt(0);
  // Nearly every cell begins with a visible character of ASCII, and need not be trimmed to tell.
  return (first > 0x20 && first < 0x7f) || cell.trim() !== '';
}

import Papa from 'papaparse';
import * as z from 'zod';

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
 * @param pieceLength how much is parsed at a time, in characters: its cells are held together. V8
 *   makes room for more than 128 KB by itself, which takes longer, and a character may have two bytes
 * @yields the rows that end in each piece
 */
export function* tableRows(
  text: string,
  delimiter: string,
  pieceLength = 60_000,
): Generator<TableRows> {
  const parser = new Papa.Parser({ delimiter, newline: '\n' });
  let length = pieceLength;
  for (let start = 0; start < text.length;) {
    const isLast = start + length >= text.length;
    const piece = copyOf(text.slice(start, start + length));
    const { data, errors, meta } = parsedSchema.parse(parser.parse(piece, 0, !isLast));
    // A row that the end of the piece cuts off is parsed again, and looks broken only here.
    yield {
      rows: filledRows(data),
      hasBrokenQuotes: errors.some(({ row }) => hasContent(data[row] ?? [])),
    };
    if (isLast) return;
    start += meta.cursor;
    // A row longer than that: twice as much each time, so that all takes no more than twice as long.
    length = data.length === 0 ? length * 2 : pieceLength;
  }
}

/**
 * A slice is a view of the whole text, which the library takes longer to look at; what is joined is
 * a text of its own.
 */
function copyOf(slice: string): string {
  const middle = Math.floor(slice.length / 2);
  return [slice.slice(0, middle), slice.slice(middle)].join('');
}

/** Loops, here and below: a function that is called for every row takes a tenth of all the time. */
function filledRows(rows: readonly (readonly string[])[]): readonly (readonly string[])[] {
  const filled: (readonly string[])[] = [];
  for (const row of rows) if (hasContent(row)) filled.push(row);
  return filled;
}

function hasContent(row: readonly string[]): boolean {
  for (const cell of row) {
    const first = cell.charCodeAt(0);
    // Nearly every cell begins with a visible character of ASCII, and need not be trimmed to tell.
    if ((first > 0x20 && first < 0x7f) || cell.trim() !== '') return true;
  }
  return false;
}

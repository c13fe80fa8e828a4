/** A row of a table, as far as the signs of one need it. */
export interface SampleRecord {
  /** Where its first cell begins. */
  readonly start: number;
  /** Where each cell ends, in front of a delimiter or the line end. */
  readonly cellEnds: readonly number[];
  /** How many delimiters a space follows, as commas in prose. */
  readonly spacedDelimiters: number;
}

/**
 * Splits the head of a table into its rows, with an eye on quoted cells, which hold delimiters and
 * line ends.
 *
 * @param head of a text; a row that it cuts off, or a quote that nobody closes, is left out
 */
export function splitRecords(head: string, delimiter: string): SampleRecord[] {
  const records: SampleRecord[] = [];
  let start = 0;
  let cellEnds: number[] = [];
  let spacedDelimiters = 0;
  let nextDelimiter = -1;
  let lineEnd = -1;
  for (let cellStart = 0; ;) {
    const from = head[cellStart] === '"' ? endOfQuoted(head, cellStart) : cellStart;
    if (from === -1) return records;
    if (nextDelimiter < from) nextDelimiter = placeOf(delimiter, head, from);
    if (lineEnd < from) lineEnd = placeOf('\n', head, from);
    const cellEnd = Math.min(nextDelimiter, lineEnd);
    if (cellEnd === head.length) return records;

    cellEnds.push(cellEnd);
    cellStart = cellEnd + 1;
    if (cellEnd === nextDelimiter) {
      if (head[cellStart] === ' ') spacedDelimiters += 1;
    } else {
      if (cellEnd > start) records.push({ start, cellEnds, spacedDelimiters });
      start = cellStart;
      cellEnds = [];
      spacedDelimiters = 0;
    }
  }
}

/** The end of the text where it is not found. */
function placeOf(sign: string, text: string, from: number): number {
  const at = text.indexOf(sign, from);
  return at === -1 ? text.length : at;
}

/** The cells of one of those rows, their quotes among them. */
export function cellsOf(head: string, { start, cellEnds }: SampleRecord): string[] {
  return cellEnds.map((end, index) => {
    const last = cellEnds[index - 1];
    return head.slice(last === undefined ? start : last + 1, end);
  });
}

/** Behind the quote that closes the cell; -1 where there is none. */
function endOfQuoted(text: string, start: number): number {
  let quote = text.indexOf('"', start + 1);
  while (quote !== -1 && text[quote + 1] === '"') quote = text.indexOf('"', quote + 2);
  return quote === -1 ? -1 : quote + 1;
}

/** A row of a table, as far as the signs of one need it. */
export interface SampleRecord {
  readonly cells: readonly string[];
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
  let cells: string[] = [];
  let spacedDelimiters = 0;
  let cellStart = 0;
  let index = 0;

  const endCell = (): void => {
    cells.push(head.slice(cellStart, index));
    cellStart = index + 1;
  };
  while (index < head.length) {
    const character = head[index];
    if (character === '"' && index === cellStart) {
      index = endOfQuoted(head, index);
      if (index === -1) return records;
      continue;
    }
    if (character === delimiter) {
      endCell();
      if (head[cellStart] === ' ') spacedDelimiters += 1;
    } else if (character === '\n') {
      endCell();
      if (cells.length > 1 || cells[0] !== '') records.push({ cells, spacedDelimiters });
      cells = [];
      spacedDelimiters = 0;
    }
    index += 1;
  }
  return records;
}

/** Behind the quote that closes the cell; -1 where there is none. */
function endOfQuoted(text: string, start: number): number {
  let quote = text.indexOf('"', start + 1);
  while (quote !== -1 && text[quote + 1] === '"') quote = text.indexOf('"', quote + 2);
  return quote === -1 ? -1 : quote + 1;
}

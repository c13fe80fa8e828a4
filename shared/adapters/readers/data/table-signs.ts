import { cellsOf, type SampleRecord, splitRecords } from './split-records.ts';

/** A table shows itself early; a long text is not searched to its end. */
const headLength = 65_536;

/** Rows of one table have as many cells as the first; a few may lack some. */
const leastShareOfFullRows = 0.9;

/** In prose nearly every comma has a space behind it, in tables hardly one. */
const greatestShareOfSpaces = 0.1;

const longestName = 100;

const sentence = /[.?!…:]$/;
const spokenBy = /^[^,;]{1,40}: /;
const startsWithDigit = /^["']?\s*[-+]?\d/;

/**
 * Whether it is a table with commas or semicolons between its cells, of at least two rows and two
 * columns. Prose with commas is not: the first row must be short names, or numbers, without a space
 * behind the commas.
 */
export function isCommaSeparated(text: string): boolean {
  return isSemicolonSeparated(text) || isTable(text, ',');
}

/** Whether it is such a table, and its cells lie between semicolons: commas are of its numbers. */
export function isSemicolonSeparated(text: string): boolean {
  return isTable(text, ';');
}

/** Whether it is a table with tabs between its cells, of at least two rows and two columns. */
export function isTabSeparated(text: string): boolean {
  return isTable(text, '\t');
}

function isTable(text: string, delimiter: string): boolean {
  if (!(text.slice(0, headLength).split('\n', 1)[0] ?? '').includes(delimiter)) return false;

  const isWhole = text.length <= headLength;
  const head = isWhole ? `${text.trimEnd()}\n` : text.slice(0, headLength);
  const records = splitRecords(head, delimiter);
  const [first] = records;
  if (first === undefined || records.length < 2) return false;

  const columns = first.cellEnds.length;
  const full = records.filter(({ cellEnds }) => cellEnds.length === columns).length;
  return (
    columns >= 2 &&
    full >= 2 &&
    full >= records.length * leastShareOfFullRows &&
    isFirstRow(cellsOf(head, first)) &&
    shareOfSpaces(records) <= greatestShareOfSpaces
  );
}

function isFirstRow(cells: readonly string[]): boolean {
  const isShort = cells.every(
    (cell) => cell.length <= longestName && !sentence.test(cell.trim()) && !cell.includes('\n'),
  );
  // A log has a comma in the time of every line: two cells, the second of them prose.
  const isLog = cells.length === 2 && cells.some((cell) => startsWithDigit.test(cell));
  const isSpoken = spokenBy.test(cells[0] ?? '');
  return isShort && !isLog && !isSpoken && cells.filter((cell) => cell.trim() !== '').length >= 2;
}

function shareOfSpaces(records: readonly SampleRecord[]): number {
  let delimiters = 0;
  let spaced = 0;
  for (const { cellEnds, spacedDelimiters } of records) {
    delimiters += cellEnds.length - 1;
    spaced += spacedDelimiters;
  }
  return spaced / Math.max(1, delimiters);
}

import type { Cell, Row } from './page-rows.ts';

/** Where a column begins and ends, in points. */
interface Column {
  left: number;
  right: number;
}

/** Rows that are more than a table's: long cells are columns of prose, or a layout. */
const longestMeanCell = 80;

/** No page has more; a page that pretends to is looked at in parts, from each of its rows. */
const mostRows = 200;

/** A line of a table of contents, which reads better as a line. */
const leadsOn = /\.{3} ?\S{0,5}$/u;

/** Rows from `start` that look as if they belonged together as a table or as columns. */
export function gridFrom(rows: readonly Row[], start: number): Row[] {
  const grid: Row[] = [];
  const end = Math.min(rows.length, start + mostRows);
  for (let index = start; index < end; index += 1) {
    const row = rows[index];
    if (row === undefined || !continuesGrid(grid.at(-1), row)) break;
    if (row.cells.length < 2 && !isLoneCell(row, rows[index + 1])) break;
    grid.push(row);
  }
  return grid;
}

/** A cell alone in its row, between rows with more. */
function isLoneCell(row: Row, next: Row | undefined): boolean {
  const lines = row.cells[0]?.lines ?? [];
  return lines.length === 1 && (lines[0]?.text.length ?? 0) < 40 && (next?.cells.length ?? 0) >= 2;
}

function continuesGrid(last: Row | undefined, row: Row): boolean {
  if (last === undefined) return row.cells.length >= 2;
  const size = row.cells[0]?.lines[0]?.size ?? 0;
  return row.top > last.bottom - size && row.top - last.bottom < 2.5 * size;
}

/** Markdown, where the rows clearly are a table; `null` where not. */
export function tableOf(grid: readonly Row[]): string | null {
  const columns = columnsOf(grid);
  const enough = columns.length >= 3 ? 2 : 3;
  if (grid.length < enough || columns.length < 2 || columns.length > 30) return null;

  const cells = grid.flatMap((row) => row.cells);
  const led = cells.filter((cell) => cell.lines.some(({ text }) => leadsOn.test(text)));
  if (led.length * 3 > grid.length) return null;
  const characters = cells.reduce((sum, cell) => sum + lengthOf(cell), 0);
  if (characters > longestMeanCell * cells.length) return null;
  if (cells.length < 0.5 * grid.length * columns.length) return null;

  const [head = '', ...body] = grid.map((row) => lineOf(row, columns));
  return [head, `|${' --- |'.repeat(columns.length)}`, ...body].join('\n');
}

/**
 * Whether the rows are columns of prose whose lines stand side by side: the lines of each are long,
 * and most fill it.
 */
export function areProseColumns(grid: readonly Row[]): boolean {
  const columns = columnsOf(grid);
  if (grid.length < 3 || columns.length < 2 || columns.length > 4) return false;
  return columns.every((column) => {
    const cells = grid.flatMap((row) => row.cells.filter((cell) => isIn(cell, column)));
    const lines = cells.flatMap((cell) => cell.lines);
    const characters = lines.reduce((sum, { text }) => sum + text.length, 0);
    const width = lines.reduce((sum, { left, right }) => sum + right - left, 0);
    return (
      lines.length >= 3 &&
      characters > 18 * lines.length &&
      width > 0.65 * lines.length * (column.right - column.left)
    );
  });
}

/** The cells of each column, one below the other, as one cell. */
export function cellsByColumn(grid: readonly Row[]): Cell[] {
  return columnsOf(grid).map((column) => ({
    left: column.left,
    right: column.right,
    lines: grid.flatMap((row) =>
      row.cells.filter((cell) => isIn(cell, column)).flatMap((cell) => cell.lines),
    ),
  }));
}

function columnsOf(grid: readonly Row[]): Column[] {
  const cells = grid
    .filter((row) => row.cells.length > 1)
    .flatMap((row) => row.cells)
    .toSorted((one, other) => one.left - other.left);
  const columns: Column[] = [];
  for (const { left, right } of cells) {
    const last = columns.at(-1);
    if (last !== undefined && left < last.right) last.right = Math.max(last.right, right);
    else columns.push({ left, right });
  }
  return columns;
}

function isIn(cell: Cell, { left, right }: Column): boolean {
  return cell.left < right && cell.right > left;
}

function lengthOf(cell: Cell): number {
  return cell.lines.reduce((sum, { text }) => sum + text.length, 0);
}

function lineOf(row: Row, columns: readonly Column[]): string {
  const texts = columns.map((column) =>
    row.cells
      .filter((cell) => indexIn(cell, columns) === columns.indexOf(column))
      .flatMap((cell) => cell.lines.map(({ text }) => text))
      .join(' ')
      .replaceAll('|', String.raw`\|`),
  );
  return `| ${texts.join(' | ')} |`;
}

/** The column that holds most of the cell; the first where it stands outside all. */
function indexIn(cell: Cell, columns: readonly Column[]): number {
  let best = 0;
  let widest = 0;
  for (const [index, { left, right }] of columns.entries()) {
    const shared = Math.min(right, cell.right) - Math.max(left, cell.left);
    if (shared > widest) {
      widest = shared;
      best = index;
    }
  }
  return best;
}

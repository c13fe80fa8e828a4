import type { Segment } from './page-segments.ts';

/** Lines below one another: a paragraph or more, a column, or a cell of a table. */
export interface Cell {
  readonly lines: Segment[];
  left: number;
  right: number;
}

/** Cells beside one another; most rows have one. */
export interface Row {
  readonly cells: Cell[];
  top: number;
  /** The lowest base line. */
  bottom: number;
}

/** Further down starts something else; in sizes of the font. */
const widestLineGap = 3;

/** The same inside a row of several cells, where the next row may follow closely. */
const widestLineGapInCell = 1.7;

/** A row of more is a picture of words: whether a segment stands beside all of them is not asked. */
const mostCells = 64;

/**
 * Finds what stands below and beside each other, in the order in which the page shows it: that is
 * the order of reading in nearly every document, and it tells the cells of a table apart where their
 * lines wrap.
 */
export function arrangeRows(segments: readonly Segment[]): Row[] {
  const ordered = isScattered(segments) ? segments.toSorted(fromTop) : segments;
  const rows: Row[] = [];
  for (const segment of ordered) {
    const row = rows.at(-1);
    const started = row === undefined ? null : startedByLastLine(row, segment);
    if (started !== null) rows.push(started);
    else if (row === undefined || !takesIn(row, segment)) rows.push(rowOf(segment));
  }
  return rows;
}

function rowOf(segment: Segment): Row {
  return { cells: [cellOf(segment)], top: segment.y - segment.size, bottom: segment.y };
}

function cellOf(segment: Segment): Cell {
  return { lines: [segment], left: segment.left, right: segment.right };
}

/**
 * Takes the last line off a row where the segment stands beside that line alone: the lines above are
 * a paragraph, and with this line begin a table's rows.
 */
function startedByLastLine(row: Row, segment: Segment): Row | null {
  const [cell, second] = row.cells;
  const last = cell?.lines.at(-1);
  if (cell === undefined || last === undefined || second !== undefined) return null;
  const isOnLastLine = Math.abs(segment.y - last.y) < 0.3 * segment.size;
  if (cell.lines.length < 2 || !isOnLastLine || !standsBeside(row, segment)) return null;

  cell.lines.pop();
  row.bottom = cell.lines.at(-1)?.y ?? row.bottom;
  const started = rowOf(last);
  started.cells.push(cellOf(segment));
  return started;
}

/** Puts the segment into the row where it belongs there. */
function takesIn(row: Row, segment: Segment): boolean {
  const cell = row.cells.at(-1);
  const last = cell?.lines.at(-1);
  if (cell === undefined || last === undefined) return false;

  if (continuesCell(row, cell, segment)) {
    cell.lines.push(segment);
    cell.left = Math.min(cell.left, segment.left);
    cell.right = Math.max(cell.right, segment.right);
  } else if (standsBeside(row, segment)) row.cells.push(cellOf(segment));
  else return false;

  row.top = Math.min(row.top, segment.y - segment.size);
  row.bottom = Math.max(row.bottom, segment.y);
  return true;
}

function continuesCell(row: Row, cell: Cell, segment: Segment): boolean {
  const last = cell.lines.at(-1);
  if (last === undefined) return false;
  const size = Math.max(last.size, segment.size);
  const down = segment.y - last.y;
  const isOnly = row.cells.length === 1;
  return (
    down > 0.3 * Math.min(last.size, segment.size) &&
    down < size * (isOnly ? widestLineGap : widestLineGapInCell) &&
    segment.left < cell.right &&
    segment.right > cell.left &&
    (isOnly || segment.left > cell.left - 1.5 * size)
  );
}

function standsBeside(row: Row, segment: Segment): boolean {
  return (
    row.cells.length < mostCells &&
    segment.y - 0.8 * segment.size < row.bottom &&
    segment.y > row.top &&
    row.cells.every(({ left, right }) => segment.left >= right || segment.right <= left)
  );
}

/** Whether the page jumps back up, not to a next column, again and again. */
function isScattered(segments: readonly Segment[]): boolean {
  let jumps = 0;
  for (const [index, segment] of segments.entries()) {
    const last = segments[index - 1];
    if (last === undefined) continue;
    const isUp = segment.y < last.y - 0.5 * last.size;
    if (isUp && segment.left < last.right && segment.right > last.left) jumps += 1;
  }
  return jumps > 3 && jumps * 4 > segments.length;
}

function fromTop(one: Segment, other: Segment): number {
  return Math.round(one.y) - Math.round(other.y) || one.left - other.left;
}

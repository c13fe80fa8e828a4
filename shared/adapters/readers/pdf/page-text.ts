import { textOfCell } from './cell-text.ts';
import type { Piece } from './page-pieces.ts';
import { arrangeRows, type Row } from './page-rows.ts';
import { joinPieces } from './page-segments.ts';
import { areProseColumns, cellsByColumn, gridFrom, tableOf } from './table-rows.ts';

/** What stands on a page, before the size of the document's body is known. */
export interface PageLayout {
  readonly rows: readonly Row[];
  /** Characters by size of their font, in half points. */
  readonly charactersBySize: ReadonlyMap<number, number>;
}

/** Finds lines, cells and rows; text that stands another way up than most comes last. */
export function layOutPage(pieces: readonly Piece[]): PageLayout {
  const byTurns: Piece[][] = [[], [], [], []];
  for (const piece of pieces) byTurns[piece.quarterTurns]?.push(piece);
  const rows = byTurns
    .toSorted((one, other) => other.length - one.length)
    .flatMap((turned) => arrangeRows(joinPieces(turned)));

  const charactersBySize = new Map<number, number>();
  for (const { text, size } of pieces) {
    const halfPoints = Math.round(size * 2);
    charactersBySize.set(halfPoints, (charactersBySize.get(halfPoints) ?? 0) + text.length);
  }
  return { rows, charactersBySize };
}

/** The size that most characters of the pages have, in points. */
export function bodySizeOf(layouts: readonly PageLayout[]): number {
  const sums = new Map<number, number>();
  for (const { charactersBySize } of layouts) {
    for (const [size, count] of charactersBySize) sums.set(size, (sums.get(size) ?? 0) + count);
  }
  const [most] = [...sums].toSorted(([, one], [, other]) => other - one);
  return (most?.[0] ?? 20) / 2;
}

/** Renders a page as Markdown. */
export function textOfPage({ rows }: PageLayout, bodySize: number): string {
  let text = '';
  let isAfterLine = false;
  for (let index = 0; index < rows.length;) {
    const grid = gridFrom(rows, index);
    const made = textOfGrid(grid);
    const row = rows[index];
    const isLine = made === null && row !== undefined && isOneLine(row);
    const block = made ?? (row === undefined ? '' : textOfRow(row, bodySize));
    const isClose = isAfterLine && isLine && isBelow(rows[index - 1], row);
    text += text === '' ? block : `${isClose ? '\n' : '\n\n'}${block}`;
    isAfterLine = isLine;
    index += made === null ? 1 : grid.length;
  }
  return text;

  function textOfGrid(grid: readonly Row[]): string | null {
    if (grid.length < 2) return null;
    if (!areProseColumns(grid)) return tableOf(grid);
    return cellsByColumn(grid)
      .map((cell) => textOfCell(cell, bodySize))
      .join('\n\n');
  }
}

function isBelow(last: Row | undefined, row: Row): boolean {
  return last !== undefined && row.top > last.top && row.top - last.bottom < row.bottom - row.top;
}

/** Cells of one line each are one line; others follow each other. */
function textOfRow(row: Row, bodySize: number): string {
  return isOneLine(row)
    ? row.cells.flatMap(({ lines }) => lines.map(({ text }) => text)).join('  ')
    : row.cells.map((cell) => textOfCell(cell, bodySize)).join('\n\n');
}

function isOneLine({ cells }: Row): boolean {
  return cells.length > 1 && cells.every(({ lines }) => lines.length === 1);
}

import { DocumentTooComplex } from '../../../failure/document-errors.ts';
import { markdownTable } from '../markdown-table.ts';

interface GridRow {
  readonly row: number;
  /** Column and text, in the order of the columns; empty cells are not kept. */
  readonly cells: (readonly [column: number, text: string])[];
}

/** Empty cells that a table may have for each filled one; more, and its cells are listed. */
const mostEmptyPerFilled = 20;

/** A table this small is a table however empty it is. */
const smallTable = 10_000;

/** More take hundreds of megabytes to put into a table. */
const maximumCells = 2_000_000;

/** The filled cells of a sheet, wherever they lie. */
export class SheetGrid {
  readonly #maximumCharacters: number;
  readonly #rows: GridRow[] = [];
  #characters = 0;
  #cells = 0;

  constructor(maximumCharacters: number) {
    this.#maximumCharacters = maximumCharacters;
  }

  /**
   * Adds a cell after those before it; rows and columns are counted from 0.
   *
   * @throws {DocumentTooComplex} where the sheet's text has become too long
   */
  add(row: number, column: number, text: string): void {
    if (text.trim() === '') return;
    this.#characters += text.length;
    if (this.#characters > this.#maximumCharacters) {
      throw new DocumentTooComplex(`more than ${this.#maximumCharacters} characters`);
    }
    this.#cells += 1;
    if (this.#cells > maximumCells) {
      throw new DocumentTooComplex(`more than ${maximumCells} filled cells in a sheet`);
    }
    const last = this.#rows.at(-1);
    if (last?.row === row) last.cells.push([column, text]);
    else this.#rows.push({ row, cells: [[column, text]] });
  }

  /**
   * The sheet as Markdown: a table for each block of rows without an empty row between them.
   * Columns that are empty in the whole block are left out.
   */
  render(): { text: string; isSparse: boolean } {
    const rendered = splitAtEmptyRows(this.#rows).map((block) => renderBlock(block));
    return {
      text: rendered.map(({ text }) => text).join('\n\n'),
      isSparse: rendered.some(({ isSparse }) => isSparse),
    };
  }
}

function splitAtEmptyRows(rows: readonly GridRow[]): GridRow[][] {
  const blocks: GridRow[][] = [];
  let previous = Number.NEGATIVE_INFINITY;
  for (const row of rows) {
    if (row.row === previous + 1) blocks.at(-1)?.push(row);
    else blocks.push([row]);
    previous = row.row;
  }
  // Where every other row is empty, empty rows are a habit and part nothing.
  const isSpaced = blocks.length > 3 && rows.length < blocks.length * 2;
  return isSpaced ? [[...rows]] : blocks;
}

function renderBlock(rows: readonly GridRow[]): { text: string; isSparse: boolean } {
  const used = new Set(rows.flatMap(({ cells }) => cells.map(([column]) => column)));
  const columns = [...used].toSorted((one, other) => one - other);
  const filled = rows.reduce((sum, { cells }) => sum + cells.length, 0);

  const area = rows.length * columns.length;
  if (area > smallTable && area > filled * mostEmptyPerFilled) {
    return { text: listCells(rows), isSparse: true };
  }
  if (columns.length === 1) {
    return { text: rows.map(({ cells }) => cells[0]?.[1] ?? '').join('\n'), isSparse: false };
  }

  const places = new Map(columns.map((column, place) => [column, place]));
  const table = rows.map(({ cells }) => {
    const line = Array.from({ length: columns.length }, () => '');
    for (const [column, text] of cells) line[places.get(column) ?? 0] = text;
    return line;
  });
  return { text: markdownTable(table, true), isSparse: false };
}

function listCells(rows: readonly GridRow[]): string {
  return rows
    .flatMap(({ row, cells }) =>
      cells.map(([column, text]) => `- ${columnName(column)}${row + 1}: ${text}`),
    )
    .join('\n');
}

/** `A` to `Z`, then `AA`. */
function columnName(column: number): string {
  let name = '';
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    name = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'.charAt((rest - 1) % 26) + name;
  }
  return name;
}

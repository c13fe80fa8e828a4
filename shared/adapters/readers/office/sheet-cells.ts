import { compileFormat, type NumberFormat } from './number-format.ts';
import type { SheetGrid } from './sheet-grid.ts';
import type { Workbook } from './workbook.ts';
import { attribute, numericAttribute, type XmlAttributes, type XmlVisitor } from './xml-walk.ts';

/** Puts the cells of a worksheet into a grid, as they are shown. */
export class SheetCells implements Required<XmlVisitor> {
  readonly #workbook: Workbook;
  readonly #grid: SheetGrid;
  readonly #formats = new Map<string, NumberFormat>();
  #row = -1;
  #column = -1;
  #type = '';
  #format = '';
  #pieces: string[] = [];
  #isTextOpen = false;

  constructor(workbook: Workbook, grid: SheetGrid) {
    this.#workbook = workbook;
    this.#grid = grid;
  }

  open = (name: string, attributes: XmlAttributes): 'skip' | void => {
    switch (name) {
      // Formulas: what they came to stands beside them.
      case 'f':
      case 'rPh':
        return 'skip';
      case 'row':
        // Never backwards: a grid's rows come in order.
        this.#row = Math.max(
          (numericAttribute(attributes, 'r') ?? this.#row + 2) - 1,
          this.#row + 1,
        );
        this.#column = -1;
        break;
      case 'c':
        this.#openCell(attributes);
        break;
      case 'v':
      case 't':
        this.#isTextOpen = true;
        break;
      default:
    }
  };

  text = (text: string): void => {
    if (this.#isTextOpen) this.#pieces.push(text);
  };

  close = (name: string): void => {
    if (name === 'v' || name === 't') this.#isTextOpen = false;
    if (name === 'c') this.#grid.add(this.#row, this.#column, this.#shown(this.#pieces.join('')));
  };

  #openCell(attributes: XmlAttributes): void {
    this.#column = columnOf(attribute(attributes, 'r')) ?? this.#column + 1;
    this.#type = attribute(attributes, 't') ?? 'n';
    this.#format = this.#workbook.formats[numericAttribute(attributes, 's') ?? 0] ?? 'General';
    this.#pieces = [];
  }

  #formatFor(code: string): NumberFormat {
    const known = this.#formats.get(code);
    if (known !== undefined) return known;
    const format = compileFormat(code, this.#workbook.isFrom1904);
    this.#formats.set(code, format);
    return format;
  }

  #shown(value: string): string {
    if (value === '') return '';
    switch (this.#type) {
      case 's':
        return this.#workbook.sharedStrings[Number(value)] ?? '';
      case 'b':
        return value.trim() === '1' ? 'TRUE' : 'FALSE';
      case 'd':
        return value.replace('T', ' ').replace(/ 00:00:00(?:\.0+)?Z?$/u, '');
      case 'n': {
        const number = Number(value);
        if (value.trim() === '' || !Number.isFinite(number)) return value;
        return this.#formatFor(this.#format)(number);
      }
      default:
        return value;
    }
  }
}

/** `C7` is column 2; `undefined` where a cell does not say where it stands. */
function columnOf(reference: string | undefined): number | undefined {
  const letters = /^\$?([A-Z]{1,3})/iu.exec(reference ?? '')?.[1];
  if (letters === undefined) return undefined;
  let column = 0;
  for (const letter of letters.toUpperCase()) {
    column = column * 26 + 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'.indexOf(letter) + 1;
  }
  return column - 1;
}

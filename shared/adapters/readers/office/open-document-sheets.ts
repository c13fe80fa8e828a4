import { SheetGrid } from './sheet-grid.ts';
import type { OpenDocumentStyles } from './open-document-styles.ts';
import { attribute, numericAttribute, type XmlAttributes, type XmlVisitor } from './xml-walk.ts';

/** A sheet of an OpenDocument workbook. */
export interface OpenDocumentSheet {
  readonly name: string;
  readonly grid: SheetGrid;
  readonly isHidden: boolean;
}

interface RowCell {
  readonly column: number;
  readonly text: string;
  readonly times: number;
}

/** A cell or a row with something in it may say that it stands there a million times. */
const mostRepetitions = 1_000;

const skipped = new Set([
  'annotation',
  'tracked-changes',
  'forms',
  'shapes',
  'dde-links',
  'title',
  'desc',
]);

/** Puts the cells of an OpenDocument workbook into grids, as they are shown. */
export class OpenDocumentSheets implements Required<XmlVisitor> {
  readonly sheets: OpenDocumentSheet[] = [];
  hasRepetitionsLeftOut = false;
  readonly #styles: OpenDocumentStyles;
  readonly #maximumCharacters: number;
  #depth = 0;
  #row = 0;
  #rowTimes = 1;
  #cells: RowCell[] = [];
  #column = 0;
  #columnTimes = 1;
  #value = '';
  #lines: string[] = [];
  #line: string[] | null = null;

  constructor(styles: OpenDocumentStyles, maximumCharacters: number) {
    this.#styles = styles;
    this.#maximumCharacters = maximumCharacters;
  }

  open = (name: string, attributes: XmlAttributes): 'skip' | void => {
    if (skipped.has(name)) return 'skip';
    switch (name) {
      case 'table':
        this.#depth += 1;
        if (this.#depth === 1) this.#openSheet(attributes);
        break;
      case 'table-row':
        this.#rowTimes = Math.max(numericAttribute(attributes, 'number-rows-repeated') ?? 1, 1);
        this.#cells = [];
        this.#column = 0;
        break;
      case 'table-cell':
      case 'covered-table-cell':
        this.#columnTimes = Math.max(
          numericAttribute(attributes, 'number-columns-repeated') ?? 1,
          1,
        );
        this.#value = storedValue(attributes);
        this.#lines = [];
        break;
      case 'p':
        this.#line = [];
        break;
      case 's':
        this.#line?.push(' ');
        break;
      case 'line-break':
        this.#line?.push('\n');
        break;
      default:
    }
  };

  text = (text: string): void => {
    this.#line?.push(text);
  };

  close = (name: string): void => {
    switch (name) {
      case 'table':
        this.#depth -= 1;
        break;
      case 'table-row':
        this.#closeRow();
        break;
      case 'table-cell':
      case 'covered-table-cell':
        this.#closeCell();
        break;
      case 'p':
        if (this.#line !== null) this.#lines.push(this.#line.join(''));
        this.#line = null;
        break;
      default:
    }
  };

  #openSheet(attributes: XmlAttributes): void {
    this.sheets.push({
      name: attribute(attributes, 'name') ?? '',
      grid: new SheetGrid(this.#maximumCharacters),
      isHidden: this.#styles.hidden.has(attribute(attributes, 'style-name') ?? ''),
    });
    this.#row = 0;
  }

  #closeCell(): void {
    const shown = this.#lines.join('\n');
    const text = shown === '' ? this.#value : shown;
    if (text !== '') {
      this.#cells.push({ column: this.#column, text, times: this.#atMost(this.#columnTimes) });
    }
    this.#column += this.#columnTimes;
  }

  #closeRow(): void {
    const grid = this.sheets.at(-1)?.grid;
    const times = this.#cells.length === 0 ? 0 : this.#atMost(this.#rowTimes);
    for (let row = 0; row < times; row += 1) {
      for (const cell of this.#cells) {
        for (let more = 0; more < cell.times; more += 1) {
          grid?.add(this.#row + row, cell.column + more, cell.text);
        }
      }
    }
    this.#row += this.#rowTimes;
  }

  #atMost(times: number): number {
    if (times > mostRepetitions) this.hasRepetitionsLeftOut = true;
    return Math.min(times, mostRepetitions);
  }
}

/** For programs that store a value without what it looks like. */
function storedValue(attributes: XmlAttributes): string {
  return (
    attribute(attributes, 'string-value') ??
    attribute(attributes, 'date-value') ??
    attribute(attributes, 'boolean-value') ??
    attribute(attributes, 'value') ??
    ''
  );
}

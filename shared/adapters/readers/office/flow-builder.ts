import { DocumentTooComplex } from '../../../failure/document-errors.ts';

/** A part of a document's flow of text. */
export type Block = Paragraph | Table;

/** Words with what stands before them. */
export interface Paragraph {
  readonly kind: 'paragraph';
  /** What makes it a heading or an item, for example `## ` or `  - `. */
  readonly prefix: string;
  readonly text: string;
}

/** Rows of cells; cells have blocks of their own. */
export interface Table {
  readonly kind: 'table';
  readonly rows: readonly (readonly Block[][])[];
}

type Frame =
  | { readonly kind: 'container'; readonly blocks: Block[] }
  | { readonly kind: 'paragraph'; readonly pieces: string[]; readonly inner: Block[] }
  | { readonly kind: 'table'; readonly rows: Block[][][] }
  | { readonly kind: 'row'; readonly cells: Block[][] };

/**
 * Word allows 63 columns; a cell that claims to span more is not believed.
 *
 * @see https://support.microsoft.com/office/operating-parameter-limitations-and-specifications-in-word
 */
const maximumSpan = 63;

/**
 * Collects paragraphs and tables while a document is walked through.
 *
 * Each `open…` needs its `close…`, in the order that XML itself keeps. What stands where it should
 * not, such as a paragraph right inside a row, is kept in a cell of its own.
 */
export class FlowBuilder {
  readonly #maximumCharacters: number;
  readonly #frames: Frame[] = [];
  readonly #blocks: Block[] = [];
  #characters = 0;

  constructor(maximumCharacters: number) {
    this.#maximumCharacters = maximumCharacters;
  }

  /** @throws {DocumentTooComplex} where the text has become too long */
  text(text: string): void {
    const frame = this.#frames.at(-1);
    if (frame?.kind !== 'paragraph') return;
    this.#characters += text.length;
    if (this.#characters > this.#maximumCharacters) {
      throw new DocumentTooComplex(`more than ${this.#maximumCharacters} characters`);
    }
    frame.pieces.push(text);
  }

  openParagraph(): void {
    this.#frames.push({ kind: 'paragraph', pieces: [], inner: [] });
  }

  /** Blocks that were opened inside the paragraph, such as text boxes, follow it. */
  closeParagraph(prefix = ''): void {
    const frame = this.#frames.pop();
    if (frame?.kind !== 'paragraph') return;
    const text = frame.pieces.join('');
    if (text !== '') this.#add({ kind: 'paragraph', prefix, text });
    for (const block of frame.inner) this.#add(block);
  }

  /** A box of its own inside something else, for example a text box inside a paragraph. */
  openBox(): void {
    this.#frames.push({ kind: 'container', blocks: [] });
  }

  closeBox(): void {
    const frame = this.#frames.pop();
    if (frame?.kind !== 'container') return;
    for (const block of frame.blocks) this.#add(block);
  }

  /** Ends a box whose blocks go elsewhere, such as a note's. */
  takeBox(): Block[] {
    const frame = this.#frames.pop();
    return frame?.kind === 'container' ? frame.blocks : [];
  }

  openTable(): void {
    this.#frames.push({ kind: 'table', rows: [] });
  }

  closeTable(): void {
    const frame = this.#frames.pop();
    if (frame?.kind === 'table' && frame.rows.length > 0) this.#add({ ...frame, kind: 'table' });
  }

  openRow(): void {
    this.#frames.push({ kind: 'row', cells: [] });
  }

  /** @param times how often the row stands in the table; 0 leaves it out */
  closeRow(times = 1): void {
    const frame = this.#frames.pop();
    const table = this.#frames.at(-1);
    if (frame?.kind !== 'row' || table?.kind !== 'table') return;
    for (let time = 0; time < times; time += 1) table.rows.push(frame.cells);
  }

  openCell(): void {
    this.openBox();
  }

  /** @param span how many columns the cell covers: those after the first stay empty */
  closeCell(span = 1): void {
    const frame = this.#frames.pop();
    const row = this.#frames.at(-1);
    if (frame?.kind !== 'container') return;
    if (row?.kind !== 'row') {
      for (const block of frame.blocks) this.#add(block);
      return;
    }
    row.cells.push(frame.blocks);
    for (let more = 1; more < Math.min(span, maximumSpan); more += 1) row.cells.push([]);
  }

  /** What was collected since the last time, in the document's order. */
  takeBlocks(): Block[] {
    return this.#blocks.splice(0);
  }

  #add(block: Block): void {
    const frame = this.#frames.at(-1);
    switch (frame?.kind) {
      case undefined:
        this.#blocks.push(block);
        break;
      case 'container':
        frame.blocks.push(block);
        break;
      case 'paragraph':
        frame.inner.push(block);
        break;
      case 'row':
        frame.cells.push([block]);
        break;
      case 'table':
        frame.rows.push([[block]]);
        break;
    }
  }
}

import { DocumentTooComplex } from '../../../failure/document-errors.ts';
import type { Block } from './flow-builder.ts';
import { itemPrefix } from './list-labels.ts';

/** What holds for a paragraph until `\pard` says that nothing does. */
export interface RtfParagraph {
  isInTable: boolean;
  headingLevel: number | null;
  listLevel: number;
  /** As the program that wrote it showed it, such as `1.` or `•`. */
  label: string;
}

/** Puts the words of an RTF document together to paragraphs, rows and tables. */
export class RtfWriter {
  readonly #maximumCharacters: number;
  readonly #blocks: Block[] = [];
  #characters = 0;
  #pieces: string[] = [];
  #cell: Block[] = [];
  #row: Block[][] = [];
  #rows: Block[][][] = [];

  constructor(maximumCharacters: number) {
    this.#maximumCharacters = maximumCharacters;
  }

  /** @throws {DocumentTooComplex} where the text has become too long */
  text(text: string): void {
    this.#characters += text.length;
    if (this.#characters > this.#maximumCharacters) {
      throw new DocumentTooComplex(`more than ${this.#maximumCharacters} characters`);
    }
    this.#pieces.push(text);
  }

  endParagraph(paragraph: RtfParagraph): void {
    const text = this.#pieces.join('').toWellFormed();
    this.#pieces = [];
    if (!paragraph.isInTable) this.#endTable();
    if (text === '') return;
    const block: Block = { kind: 'paragraph', prefix: prefixOf(paragraph), text };
    (paragraph.isInTable ? this.#cell : this.#blocks).push(block);
  }

  endCell(paragraph: RtfParagraph): void {
    this.endParagraph({ ...paragraph, isInTable: true });
    this.#row.push(this.#cell);
    this.#cell = [];
  }

  endRow(): void {
    if (this.#row.length > 0) this.#rows.push(this.#row);
    this.#row = [];
  }

  /** Ends everything that is open and hands over what there is. */
  takeBlocks(paragraph: RtfParagraph): Block[] {
    this.endParagraph(paragraph);
    this.#endTable();
    return this.#blocks.splice(0);
  }

  #endTable(): void {
    // A row that was cut off, or words in a cell that has no end.
    if (this.#cell.length > 0) this.#row.push(this.#cell);
    this.endRow();
    this.#cell = [];
    if (this.#rows.length > 0) this.#blocks.push({ kind: 'table', rows: this.#rows });
    this.#rows = [];
  }
}

function prefixOf({ headingLevel, listLevel, label }: RtfParagraph): string {
  const isBullet = !/[\p{L}\d]/u.test(label);
  const shown = label === '' || !isBullet ? label : '-';
  if (headingLevel === null) return itemPrefix(shown, listLevel);
  return `${'#'.repeat(headingLevel)} ${isBullet ? '' : `${label} `}`;
}

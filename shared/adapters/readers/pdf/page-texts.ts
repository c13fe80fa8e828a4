import type { ReadLimits } from '../../../document/read-limits.ts';
import { DocumentTooComplex } from '../../../failure/document-errors.ts';
import { PipelineError } from '../../../failure/pipeline-error.ts';
import { fieldsOf } from './form-fields.ts';
import { searchFor } from '../rare-characters.ts';
import type { PdfDocument } from './open-pdf.ts';
import { maximumPieces, readPieces, type PieceBudget } from './page-pieces.ts';
import { bodySizeOf, layOutPage, textOfPage, type PageLayout } from './page-text.ts';

/** Enough to tell the size of the body from that of a title page and a table of contents. */
const pagesForBodySize = 20;

/** The library's caches, fonts above all, are emptied after this many pages. */
const pagesBetweenCleanups = 200;

/** No character of a text: controls but line ends, and byte order marks. */
const noCharacters = /(?!\n)[\p{Cc}\uFEFF]/gu;
// oxlint-disable-next-line no-control-regex
const hasNoCharacters = searchFor(/[\0-\t\u000B-\u001F\u007F-\u009F\uFEFF]/);

/** The texts of a document's pages, in order. */
export class PageTexts {
  /** Numbers of the pages that could not be read. */
  readonly unreadable: number[] = [];
  readonly #limits: ReadLimits;
  readonly #budget: PieceBudget = { left: maximumPieces };
  readonly #texts: string[] = [];
  #waiting: { layout: PageLayout; fields: string }[] = [];
  #bodySize: number | null = null;
  #characters = 0;

  constructor(limits: ReadLimits) {
    this.#limits = limits;
  }

  /** @throws {DocumentTooComplex} */
  async read(document: PdfDocument, number: number): Promise<void> {
    this.#waiting.push(await this.#layOut(document, number));
    if (this.#bodySize !== null || this.#waiting.length >= pagesForBodySize) this.#render();
    if (number % pagesBetweenCleanups === 0) await document.cleanup();
  }

  /** @throws {DocumentTooComplex} */
  finish(): readonly string[] {
    this.#render();
    return this.#texts;
  }

  async #layOut(
    document: PdfDocument,
    number: number,
  ): Promise<{ layout: PageLayout; fields: string }> {
    try {
      const page = await document.getPage(number);
      const pieces = await readPieces(page, this.#budget);
      const fields = await fieldsOf(document, page);
      page.cleanup();
      return { layout: layOutPage(pieces), fields };
    } catch (error) {
      if (error instanceof PipelineError) throw error;
      // One broken page does not take the others along; the result says so.
      this.unreadable.push(number);
      return { layout: layOutPage([]), fields: '' };
    }
  }

  #render(): void {
    this.#bodySize ??= bodySizeOf(this.#waiting.map(({ layout }) => layout));
    for (const { layout, fields } of this.#waiting) {
      const text = textOfPage(layout, this.#bodySize);
      const whole = cleanText(fields === '' ? text : `${text}\n\n${fields}`);
      this.#characters += whole.length + 2;
      if (this.#characters > this.#limits.maximumCharacters) {
        throw new DocumentTooComplex(`more than ${this.#limits.maximumCharacters} characters`);
      }
      this.#texts.push(whole);
    }
    this.#waiting = [];
  }
}

function cleanText(text: string): string {
  const cleaned = hasNoCharacters(text) ? text.replaceAll(noCharacters, '') : text;
  return cleaned.toWellFormed().trim();
}

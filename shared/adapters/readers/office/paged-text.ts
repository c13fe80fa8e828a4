import type { Page } from '../../../document/document-text.ts';
import { DocumentTooComplex } from '../../../failure/document-errors.ts';
import type { ReadLimits } from '../../../document/read-limits.ts';

/** Puts the texts of slides or sheets together and keeps which range is whose. */
export class PagedText {
  readonly #limits: ReadLimits;
  readonly #pieces: string[] = [];
  readonly #pages: Page[] = [];
  #length = 0;

  constructor(limits: ReadLimits) {
    this.#limits = limits;
  }

  /**
   * @param number the page's place in the document, from 1
   * @throws {DocumentTooComplex} where there are more pages, or characters, than one document may have
   */
  add(text: string, { number, label }: Pick<Page, 'number' | 'label'>): void {
    const { maximumPages, maximumCharacters } = this.#limits;
    if (this.#pages.length >= maximumPages) {
      throw new DocumentTooComplex(`more than ${maximumPages} pages`);
    }
    const separator = this.#length === 0 || text === '' ? '' : '\n\n';
    const start = this.#length + separator.length;
    this.#pieces.push(separator, text);
    this.#length = start + text.length;
    if (this.#length > maximumCharacters) {
      throw new DocumentTooComplex(`more than ${maximumCharacters} characters`);
    }
    this.#pages.push({ start, end: this.#length, number, label });
  }

  get text(): string {
    return this.#pieces.join('');
  }

  get pages(): readonly Page[] {
    return this.#pages;
  }
}

import type { Page } from '../../../document/document-text.ts';
import { DocumentTooComplex } from '../../../failure/document-errors.ts';

/**
 * Characters that mark pages while a text is put together. Unicode keeps them free for such uses,
 * and they are taken out of what a document says itself.
 */
export const pageMarks = {
  /** The author asked for a new page here. */
  hardBreak: '\uFDD0',
  /** A page was seen to begin here; says nothing new right after another break. */
  pageStart: '\uFDD1',
  /** A picture: the page is not empty. */
  picture: '\uFDD2',
  /** A section ends here; whether the next one begins a page is known at its own end. */
  sectionEnd: '\uFDD3',
} as const;

const anyMark = /[\uFDD0-\uFDD3]/gu;
const anyBreak = /[\uFDD0\uFDD1\uFDD3]/u;
const visible = /\S/u;

/** How pages are counted. */
export interface PageCounting {
  readonly maximumPages: number;
  /** Of each section, whether it begins a page. */
  readonly sectionsOnNewPage?: readonly boolean[];
}

/**
 * Takes page marks out of a text.
 *
 * @returns no pages where no page was broken
 * @throws {DocumentTooComplex} where there are more pages than one document may have
 */
export function splitAtPageMarks(
  marked: string,
  { maximumPages, sectionsOnNewPage = [] }: PageCounting,
): { text: string; pages: Page[] | null } {
  const pieces: string[] = [];
  const starts = [0];
  let offset = 0;
  let from = 0;
  let isPageEmpty = true;
  let section = 0;

  const take = (to: number): void => {
    const piece = marked.slice(from, to);
    pieces.push(piece);
    offset += piece.length;
    if (visible.test(piece)) isPageEmpty = false;
  };
  for (const { 0: mark, index } of marked.matchAll(anyMark)) {
    take(index);
    from = index + 1;
    if (mark === pageMarks.sectionEnd) section += 1;
    if (mark === pageMarks.picture) isPageEmpty = false;
    else if (mark === pageMarks.sectionEnd && sectionsOnNewPage[section] !== true) continue;
    else if (mark === pageMarks.hardBreak || !isPageEmpty) {
      starts.push(offset);
      if (starts.length > maximumPages) {
        throw new DocumentTooComplex(`more than ${maximumPages} pages`);
      }
      isPageEmpty = true;
    }
  }
  take(marked.length);

  const text = pieces.join('');
  if (starts.length === 1) return { text, pages: null };
  const pages = starts.map((start, index) => ({
    start,
    end: starts[index + 1] ?? text.length,
    number: index + 1,
    label: null,
  }));
  return { text, pages };
}

/** Keeps the first break of a text and drops its other marks: a row of a table begins one page. */
export function firstBreakOnly(marked: string): string {
  const first = anyBreak.exec(marked);
  return (first?.[0] ?? '') + withoutMarks(marked);
}

/** The marks that a text begins with, before anything visible, and the rest. */
export function leadingMarks(marked: string): { marks: string; rest: string } {
  const start = /^[\s\uFDD0-\uFDD3]*/u.exec(marked)?.[0] ?? '';
  return { marks: start.replaceAll(/\s/gu, ''), rest: marked.slice(start.length) };
}

/** Whether there is anything in it but marks and white space. */
export function isVisible(marked: string): boolean {
  return visible.test(withoutMarks(marked));
}

/** Takes all marks out, where no pages are counted. */
export function withoutMarks(marked: string): string {
  return marked.replaceAll(anyMark, '');
}

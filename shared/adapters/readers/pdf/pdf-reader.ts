import { setImmediate } from 'node:timers/promises';
import { DocumentDamaged, DocumentTooComplex } from '../../../failure/document-errors.ts';
import type { Page } from '../../../document/document-text.ts';
import type { FormatInput, FormatReader, ReadText, TextMissing } from '../format-reader.ts';
import { settleHyphens } from './line-end-hyphens.ts';
import { finishLoading, startLoading, type PdfDocument } from './open-pdf.ts';
import { PageTexts } from './page-texts.ts';
import { hasPictures } from './picture-signs.ts';
import { pageWarnings } from './page-warnings.ts';

const pageSeparator = '\n\n';

/** A page of a scan has at most a stamp or a page number: fewer characters than these. */
const manyCharacters = /(?:\S\s*){20}/u;

/**
 * Reads the text layer of a PDF as Markdown, page by page.
 *
 * Pages are read one after the other, so that memory is that of one page and the text so far.
 */
export const readPdf: FormatReader = async ({ bytes, password, limits }) => {
  const loading = await startLoading(bytes, password);
  try {
    const document = await finishLoading(loading, password);
    if (document.numPages > limits.maximumPages) {
      throw new DocumentTooComplex(`more than ${limits.maximumPages} pages`);
    }
    const pages = new PageTexts(limits);
    for (let number = 1; number <= document.numPages; number += 1) {
      await pages.read(document, number);
      // The library lets nothing else in: timers and messages of this process get their turn here.
      await setImmediate();
    }
    return assemble(pages, await labelsOf(document), bytes);
  } finally {
    await loading.destroy();
  }
};

function assemble(
  pages: PageTexts,
  labels: readonly string[] | null,
  bytes: FormatInput['bytes'],
): ReadText | TextMissing {
  const texts = settleHyphens(pages.finish());
  if (pages.unreadable.length === texts.length) throw new DocumentDamaged('PDF');
  if (isScan(texts, bytes)) return { isScan: true, pages: texts.length };

  const ranges: Page[] = [];
  let start = 0;
  for (const [index, text] of texts.entries()) {
    const number = index + 1;
    const label = labels?.[index] ?? null;
    const end = start + text.length;
    ranges.push({
      start,
      end,
      number,
      label: label === String(number) || label === '' ? null : label,
    });
    start = end + pageSeparator.length;
  }
  return {
    text: texts.join(pageSeparator),
    turns: [],
    pages: ranges,
    warnings: pageWarnings(texts, pages.unreadable),
    durationSeconds: null,
  };
}

/** No text at all, or hardly any on most pages of a document with pictures. */
function isScan(texts: readonly string[], bytes: Uint8Array): boolean {
  const bare = texts.filter((text) => !manyCharacters.test(text));
  if (bare.length * 2 <= texts.length) return false;
  const total = texts.reduce((sum, text) => sum + text.replaceAll(/\s/gu, '').length, 0);
  return total === 0 || (total < 50 * texts.length && hasPictures(bytes));
}

/** What the document calls its pages; `null` where it does not say, or not so that it can be read. */
async function labelsOf(document: PdfDocument): Promise<readonly string[] | null> {
  try {
    return await document.getPageLabels();
  } catch {
    return null;
  }
}

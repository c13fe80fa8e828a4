import type { DocumentText, Page } from './document-text.ts';
import type { KeptText } from './kept-text.ts';

/** Between two pages of a text. */
const pageBreak = '\n\n';

/** One line, well-formed, without control characters. */
function tidied(line: string): string {
  return line.toWellFormed().replaceAll(/\p{Cc}/gu, ' ');
}

/** A document's text from what was recognized in its pages. */
export function textOfScan(kept: KeptText): DocumentText {
  const pages: Page[] = [];
  let text = '';
  for (const { number, lines } of kept.pages) {
    if (pages.length > 0) text += pageBreak;
    const start = text.length;
    text += lines.map(tidied).join('\n');
    pages.push({ start, end: text.length, number, label: null });
  }
  return {
    text,
    format: kept.format,
    mediaType: kept.mediaType,
    turns: [],
    pages,
    warnings: [
      `the text was recognized in pictures of pages (${kept.paidBy.provider}) and may have errors`,
      ...kept.warnings,
    ],
    durationSeconds: null,
  };
}

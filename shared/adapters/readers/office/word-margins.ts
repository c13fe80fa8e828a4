import { renderBlocks } from './render-blocks.ts';
import { withoutMarks } from './page-marks.ts';
import { WordBody } from './word-body.ts';
import type { WordContext } from './word-context.ts';
import { walkXml } from './xml-walk.ts';

/** Only the number of a page, such as `3`, `- 3 -` or `Page 3 of 9`. */
const pageNumber =
  /^[^\p{L}]*$|^[^\p{L}]*(?:page|seite|página|pagina|strona)[^\p{L}]*(?:(?:of|von|de|di|z)[^\p{L}]*)?$/iu;

/**
 * What stands in a document's headers, or in its footers, each text once: every section has its
 * own, and most repeat each other. Bare page numbers are left out.
 */
export function marginText(parts: readonly string[], context: WordContext): string {
  const seen = new Set<string>();
  const lines: string[] = [];
  for (const xml of parts) {
    walkXml(xml, 'Word document', new WordBody(context));
    for (const block of context.flow.takeBlocks()) {
      const line = withoutMarks(renderBlocks([block])).trim();
      const key = line.replaceAll(/\d+|\s+/gu, ' ');
      if (pageNumber.test(line) || seen.has(key)) continue;
      seen.add(key);
      lines.push(line);
    }
  }
  return lines.join('\n\n');
}

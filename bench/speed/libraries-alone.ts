import { htmlToMarkdown } from '@mdream/js/core';
import { unzipSync } from 'fflate';
import { Parser } from 'htmlparser2';
import Papa from 'papaparse';
import PostalMime from 'postal-mime';
import { getResolvedPDFJS } from 'unpdf';

/** What each library takes by itself to bring out the text; what it returns keeps it honest. */

/** Page by page, as ours, without a layout. */
export async function pdfAlone(bytes: Uint8Array): Promise<number> {
  const { getDocument } = await getResolvedPDFJS();
  const loading = getDocument({
    data: new Uint8Array(bytes),
    verbosity: 0,
    useSystemFonts: false,
    disableFontFace: true,
  });
  const document = await loading.promise;
  let text = '';
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number);
    const { items } = await page.getTextContent();
    for (const item of items) if ('str' in item) text += item.hasEOL ? `${item.str}\n` : item.str;
    page.cleanup();
  }
  await loading.destroy();
  return text.length;
}

/** Unzips, and collects the text of the named parts with a plain SAX parser: no layout, no styles. */
export function officeAlone(isPart: RegExp): (bytes: Uint8Array) => Promise<number> {
  return async (bytes) => {
    const parts = unzipSync(bytes, { filter: ({ name }) => isPart.test(name) });
    const pieces: string[] = [];
    for (const part of Object.values(parts)) {
      const parser = new Parser({ ontext: (text) => pieces.push(text) }, { xmlMode: true });
      parser.end(decode(part));
    }
    return pieces.join('').length;
  };
}

export async function htmlAlone(bytes: Uint8Array): Promise<number> {
  return htmlToMarkdown(decode(bytes)).length;
}

/** What a large table takes: every row is parsed, and none is rewritten. */
export async function largeCsvAlone(bytes: Uint8Array): Promise<number> {
  return parseTable(bytes).length;
}

/** What a small table takes: every row is parsed, and joined as Markdown without escaping. */
export async function smallCsvAlone(bytes: Uint8Array): Promise<number> {
  const lines = parseTable(bytes).map((row) => `| ${row.join(' | ')} |`);
  return lines.join('\n').length;
}

/** The parts of the mail; its page as Markdown, where the plain text has fewer than half its words. */
export async function mailAlone(bytes: Uint8Array): Promise<number> {
  const { text = '', html = '' } = await PostalMime.parse(bytes);
  if (html === '') return text.length;
  const page = htmlToMarkdown(html);
  return (countWords(text) < countWords(page) / 2 ? page : text).length;
}

export async function jsonAlone(bytes: Uint8Array): Promise<number> {
  return typeof JSON.parse(decode(bytes)) === 'object' ? bytes.length : 0;
}

/** No library: decoding is what nobody can do without. */
export async function decodingAlone(bytes: Uint8Array): Promise<number> {
  return decode(bytes).length;
}

function decode(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
}

function parseTable(bytes: Uint8Array): string[][] {
  return Papa.parse<string[]>(decode(bytes), { delimiter: ',', newline: '\n' }).data;
}

function countWords(text: string): number {
  return text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0;
}

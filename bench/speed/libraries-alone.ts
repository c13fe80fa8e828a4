import type { ElementNode, TransformPlugin } from '@mdream/js';
import { htmlToMarkdown } from '@mdream/js/core';
import { unzipSync } from 'fflate';
import { Parser } from 'htmlparser2';
import mammoth from 'mammoth';
import Papa from 'papaparse';
import PostalMime from 'postal-mime';
import readSheets from 'read-excel-file/node';
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

/** A Word document as a page, and that as Markdown. */
export async function docxAlone(bytes: Uint8Array): Promise<number> {
  const { value } = await mammoth.convertToHtml({ buffer: Buffer.from(bytes) });
  return htmlToMarkdown(value).length;
}

/** The rows of every sheet, joined as Markdown. */
export async function xlsxAlone(bytes: Uint8Array): Promise<number> {
  const sheets = await readSheets(Buffer.from(bytes));
  const tables = sheets.map(({ sheet, data }) => {
    const cells = data.map((row) => row.map((cell) => cellAlone(String(cell ?? ''))));
    return `## ${sheet}\n${cells.map((row) => `| ${row.join(' | ')} |`).join('\n')}`;
  });
  return tables.join('\n').length;
}

/** A page as Markdown, without what the page itself hides: by a hook, as the library offers it. */
export async function htmlAlone(bytes: Uint8Array): Promise<number> {
  return pageAlone(decode(bytes)).length;
}

/** What a large table takes: every row is parsed, and none is rewritten. */
export async function largeCsvAlone(bytes: Uint8Array): Promise<number> {
  return parseTable(bytes).length;
}

/** What a small table takes: every row is parsed, and joined as Markdown, its cells on one line. */
export async function smallCsvAlone(bytes: Uint8Array): Promise<number> {
  const lines = parseTable(bytes).map((row) => `| ${row.map(cellAlone).join(' | ')} |`);
  return lines.join('\n').length;
}

/**
 * The mail with its headers in front; its page as Markdown, where the plain text has fewer than half
 * its words.
 */
export async function mailAlone(bytes: Uint8Array): Promise<number> {
  const { text = '', html = '', from, subject = '', date = '' } = await PostalMime.parse(bytes);
  const page = html === '' ? '' : pageAlone(html);
  const body = html !== '' && countWords(text) < countWords(page) / 2 ? page : text;
  return [`From: ${from?.address ?? ''}`, `Date: ${date}`, `Subject: ${subject}`, '', body].join(
    '\n',
  ).length;
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

/** Most cells need no more than a look. */
function cellAlone(text: string): string {
  const trimmed = text.trim();
  return /[|\n]|\s\s/.test(trimmed)
    ? trimmed
        .replaceAll('|', String.raw`\|`)
        .replaceAll(/\s*\n\s*/g, '<br>')
        .replaceAll(/\s+/g, ' ')
    : trimmed;
}

const leaveOutHidden: TransformPlugin = {
  beforeNodeProcess: ({ node }) => (isElement(node) && isHidden(node) ? { skip: true } : undefined),
};

type AnyNode = Parameters<NonNullable<TransformPlugin['beforeNodeProcess']>>[0]['node'];

function isElement(node: AnyNode): node is ElementNode {
  return node.type === 1;
}

function isHidden({ attributes: { hidden, style } }: ElementNode): boolean {
  return hidden !== undefined || (style !== undefined && /display\s*:\s*none/i.test(style));
}

function pageAlone(html: string): string {
  return htmlToMarkdown(html, { hooks: [leaveOutHidden] });
}

function countWords(text: string): number {
  return text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0;
}

import type { Email } from 'postal-mime';
import type { ReadLimits } from '../../../document/read-limits.ts';
import { EmptyDocument } from '../../../failure/document-errors.ts';
import type { ReadText } from '../format-reader.ts';
import { readHtml } from '../html/html-reader.ts';
import { seenText } from '../html/invisible-characters.ts';

/** Below this share of the page's words, the plain text only says that there is a page. */
const leastShareOfWords = 0.5;

/** What the mail says: its plain text, or its HTML where there is none, or hardly any. */
export function readBody(
  { text = '', html = '' }: Email,
  limits: ReadLimits,
): Pick<ReadText, 'text' | 'warnings'> {
  const plain = seenText(text).trim();
  if (html === '') return { text: plain, warnings: [] };
  const page = readPage(html, limits);
  return countWords(plain) < countWords(page.text) * leastShareOfWords
    ? page
    : { text: plain, warnings: [] };
}

function readPage(html: string, limits: ReadLimits): Pick<ReadText, 'text' | 'warnings'> {
  try {
    return readHtml({ text: html, limits });
  } catch (error) {
    if (error instanceof EmptyDocument) return { text: '', warnings: [] };
    throw error;
  }
}

/** One after the other: a list of all the words takes twice as long. */
function countWords(text: string): number {
  const word = /[\p{L}\p{N}]+/gu;
  let count = 0;
  while (word.test(text)) count += 1;
  return count;
}

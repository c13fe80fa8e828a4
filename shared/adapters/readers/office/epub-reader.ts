import {
  DocumentDamaged,
  EmptyDocument,
  UnsupportedFormat,
} from '../../../failure/document-errors.ts';
import type { FormatInput, ReadText } from '../format-reader.ts';
import { readHtml } from '../html/html-reader.ts';
import { readEpubPackage } from './epub-package.ts';
import { PagedText } from './paged-text.ts';
import { requireText } from './require-text.ts';
import { unzipParts } from './zip-parts.ts';

const format = 'EPUB book';

/** Scrambled fonts, which are no protection of the text. */
const fontAlgorithms = new Set([
  'http://www.idpf.org/2008/embedding',
  'http://ns.adobe.com/pdf/enc#RC',
]);

/**
 * Reads a book in its reading order, each chapter with its heading: its own, or the one that the
 * table of contents has for it. An EPUB has no pages.
 *
 * @throws {UnsupportedFormat} where the book is protected against copying
 */
export async function readEpub(input: FormatInput): Promise<ReadText> {
  const parts = unzipParts(input, format);
  if (isProtected(parts.read('META-INF/encryption.xml') ?? '')) {
    throw new UnsupportedFormat('an EPUB book protected against copying', ['EPUB without it']);
  }
  const { chapters, titles } = readEpubPackage(parts);
  if (chapters.length === 0) throw new DocumentDamaged(format);

  const book = new PagedText(input.limits);
  const warnings = new Set<string>();
  for (const [index, path] of chapters.entries()) {
    const page = parts.read(path);
    if (page === undefined) {
      warnings.add('chapters that the book lists but does not have were left out');
      continue;
    }
    const text = chapterText(page, input);
    const title = titles.get(path);
    const needsTitle = title !== undefined && text !== '' && !/^#+ /mu.test(text);
    const number = index + 1;
    book.add(needsTitle ? `# ${title}\n\n${text}` : text, { number, label: null });
  }
  return {
    text: requireText(book.text),
    turns: [],
    pages: null,
    warnings: [...warnings],
    durationSeconds: null,
  };
}

function isProtected(encryption: string): boolean {
  const algorithms = encryption.matchAll(/<(?:\w+:)?EncryptionMethod\s[^<>]*Algorithm="([^"]*)"/gu);
  return [...algorithms].some(([, algorithm = '']) => !fontAlgorithms.has(algorithm));
}

function chapterText(page: string, { limits }: FormatInput): string {
  try {
    return readHtml({ text: asHtml(page), limits }).text;
  } catch (error) {
    // A cover, or another page that is only a picture.
    if (error instanceof EmptyDocument) return '';
    throw error;
  }
}

const emptyElement = /<([a-z][\w:-]*)((?:\s[^<>]*)?)\/>/giu;
const alwaysEmpty = /^(?:area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr)$/iu;

/**
 * The body of an XHTML page, for a reader of HTML, to whom `<title/>` is the beginning of a title
 * that does not end.
 */
function asHtml(page: string): string {
  const body = page.search(/<body[\s>]/iu);
  return (body === -1 ? page : page.slice(body)).replaceAll(
    emptyElement,
    (element, name: string, attributes: string) =>
      alwaysEmpty.test(name) ? element : `<${name}${attributes}></${name}>`,
  );
}

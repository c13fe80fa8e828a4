import type { DocumentText } from '../../document/document-text.ts';
import { EmptyDocument, UnsupportedFormat } from '../../failure/document-errors.ts';
import type { DocumentReader } from '../../ports/document-reader.ts';
import { decodeText } from './decode-text.ts';
import { describeBinary } from './describe-binary.ts';
import { textFormats } from './text-formats.ts';

/** A visible character: neither white space nor an invisible mark, such as a zero-width space. */
const visible = /[^\s\p{Cf}]/u;

/** Reads a document by what its bytes are, whatever its name says. */
export class SniffingDocumentReader implements DocumentReader {
  async read(bytes: Uint8Array): Promise<DocumentText> {
    if (bytes.length === 0) throw new EmptyDocument();

    const text = decodeText(bytes);
    if (text === null) throw new UnsupportedFormat(await describeBinary(bytes), supportedTitles());
    if (!visible.test(text)) throw new EmptyDocument();

    const sniffed = text.trimStart();
    const found = textFormats.find((candidate) => candidate.recognises(sniffed));
    if (found === undefined || found.load === null) {
      const title = found === undefined ? 'unknown text' : `${found.title} (${found.mediaType})`;
      throw new UnsupportedFormat(title, supportedTitles());
    }

    const readText = await found.load();
    return { ...readText(text), format: found.format, mediaType: found.mediaType };
  }
}

function supportedTitles(): string[] {
  return textFormats.filter(({ load }) => load !== null).map(({ title }) => title);
}

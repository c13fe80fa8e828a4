import PostalMime, { type Email } from 'postal-mime';
import { DocumentDamaged, DocumentTooComplex } from '../../../failure/document-errors.ts';
import { hasMorePlainLines } from './count-plain-lines.ts';

/** Parts inside parts: twenty are more than any mail program writes. */
const deepestParts = 50;

/** Of all parts together, in bytes. */
const longestHeaders = 1_000_000;

/**
 * Lines that are not encoded: the parser keeps each apart, and takes 3 kB of memory and 15 µs for it
 * (measured with postal-mime 4.0.0), so that 3 MB of empty lines would fill a worker.
 */
const mostPlainLines = 120_000;

/**
 * Takes a mail apart. A mail inside the mail is an attachment like any other.
 *
 * @throws {DocumentTooComplex} where its parts lie too deep, or it has too many headers or lines
 */
export async function parseMail(bytes: Uint8Array): Promise<Email> {
  if (hasMorePlainLines(bytes, mostPlainLines)) {
    throw new DocumentTooComplex(`a mail of more than ${mostPlainLines} lines`);
  }
  try {
    return await PostalMime.parse(bytes, {
      forceRfc822Attachments: true,
      maxNestingDepth: deepestParts,
      maxHeadersSize: longestHeaders,
    });
  } catch (error) {
    const isLimit = error instanceof Error && /maximum/i.test(error.message);
    if (!isLimit) throw new DocumentDamaged('e-mail', { cause: error });
    const limit = `a mail of more than ${deepestParts} parts inside each other, or ${longestHeaders} bytes of headers`;
    throw new DocumentTooComplex(limit, { cause: error });
  }
}

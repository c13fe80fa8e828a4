import type { ReadLimits } from '../../document/read-limits.ts';
import type { Reading } from '../../document/reading.ts';
import { EmptyDocument, UnsupportedFormat } from '../../failure/document-errors.ts';
import { hasBinarySignature } from './binary-signature.ts';
import { decodeText } from './decode-text.ts';
import { hasWords } from './has-words.ts';
import { startsAsPdf } from './pdf-signature.ts';
import { readFormat } from './read-format.ts';
import { textFormats } from './text-formats.ts';
import { withWarnings } from './with-warnings.ts';

/**
 * Reads a document that takes no parser: captions, Markdown or plain text.
 *
 * @returns `null` where it may be anything else
 * @throws {PipelineError} one of failure/document-errors.ts
 */
export async function readInProcess(
  bytes: Uint8Array,
  limits: ReadLimits,
): Promise<Reading | null> {
  if (bytes.length === 0) throw new EmptyDocument();
  if (hasBinarySignature(bytes) || startsAsPdf(bytes)) return null;
  const decoded = await decodeText(bytes);
  if (decoded === null) return null;
  const { text, warnings } = decoded;
  if (!hasWords(text)) throw new EmptyDocument();

  const sniffed = text.trimStart();
  const found = textFormats.find(({ resembles }) => resembles(sniffed));
  if (found?.isPlain !== true || found.load === null) return null;
  const input = { bytes, text, password: null, limits, readInner: refuseInner };
  return withWarnings(await readFormat({ ...found, load: found.load }, input), warnings);
}

async function refuseInner(): Promise<never> {
  throw new UnsupportedFormat('a document inside a text', []);
}

import { defaultReadLimits } from '../../shared/document/read-limits.ts';
import type { DocumentText } from '../../shared/document/document-text.ts';
import { UnsupportedFormat } from '../../shared/failure/document-errors.ts';
import type { FormatInput } from '../../shared/adapters/readers/format-reader.ts';
import type { DocumentReader } from '../../shared/ports/document-reader.ts';

/** What a format's reader gets: text, or bytes of a format that is not text. */
export function formatInput(
  content: string | Uint8Array,
  parts: Partial<FormatInput> = {},
): FormatInput {
  const isText = typeof content === 'string';
  return {
    bytes: isText ? new TextEncoder().encode(content) : content,
    text: isText ? content : '',
    password: null,
    limits: defaultReadLimits,
    readInner: () => Promise.reject(new UnsupportedFormat('an inner document', [])),
    ...parts,
  };
}

/** Reads a document that has text. */
export async function readText(reader: DocumentReader, bytes: Uint8Array): Promise<DocumentText> {
  const reading = await reader.read({ bytes, password: null, member: [] });
  if (reading.kind !== 'text') throw new Error(`expected text, found ${reading.kind}`);
  return reading.text;
}

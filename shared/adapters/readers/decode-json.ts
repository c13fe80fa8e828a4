import { Buffer } from 'node:buffer';
import { isContainer } from './json-signs.ts';
import { isLatin1 } from './rare-characters.ts';
import { parseJson } from './transcripts/parse-json.ts';

const opening: ReadonlySet<number | undefined> = new Set([0x5b, 0x7b]);

/** JSON, and the text that it was. */
export interface DecodedJson {
  readonly text: string;
  readonly json: unknown;
}

/**
 * Decodes and parses JSON of plain ASCII. The parser refuses control characters, so that nobody else
 * need look for them in megabytes of records.
 *
 * @returns `null` where it is anything else, or JSON that has to be tidied first
 */
export function decodeJson(bytes: Uint8Array): DecodedJson | null {
  if (!opening.has(bytes[0])) return null;
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  // What is no ASCII takes two bytes, or is U+FFFD.
  if (text.length !== bytes.length || !isLatin1(text)) return null;
  // White space to the parser, and what it takes for a letter.
  if (text.includes('\r') || text.includes('\u007F')) return null;
  const json = parseJson(text);
  return isContainer(json) ? { text, json } : null;
}

import { Buffer, isUtf8 } from 'node:buffer';
import { isContainer } from './json-signs.ts';
import { isLatin1 } from './rare-characters.ts';
import { parseJson } from './transcripts/parse-json.ts';

const opening: ReadonlySet<number | undefined> = new Set([0x5b, 0x7b]);

/** JSON, and the text that it was. */
export interface DecodedJson {
  readonly text: string;
  readonly json: unknown;
}

/** What the parser takes for a letter, and a text must not have. */
const untidyAscii = ['\u007F'];
const untidy = [...untidyAscii, '\u0085', '\uFEFF'];

/**
 * Decodes and parses JSON in UTF-8. The parser refuses control characters, so that nobody else need
 * look for them in megabytes of records.
 *
 * @returns `null` where it is anything else, or JSON that has to be tidied before it is parsed
 */
export function decodeJson(bytes: Uint8Array): DecodedJson | null {
  if (!opening.has(bytes[0])) return null;
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const text = buffer.toString('utf8');
  // What is no ASCII takes two bytes, or is U+FFFD.
  const isAscii = text.length === bytes.length && isLatin1(text);
  if (!isAscii && !isUtf8(buffer)) return null;
  // Bytes are searched faster than the characters of two bytes that they may have become.
  const holds = (character: string): boolean => buffer.includes(character);
  if ((isAscii ? untidyAscii : untidy).some(holds)) return null;
  // A carriage return is white space to the parser, as a line feed is.
  const tidied = holds('\r') ? withLineFeeds(text) : text;
  const json = parseJson(tidied);
  return isContainer(json) ? { text: tidied, json } : null;
}

function withLineFeeds(text: string): string {
  return text.replaceAll('\r\n', '\n').replaceAll('\r', '\n');
}

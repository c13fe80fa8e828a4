import { InvalidEncoding } from '../../failure/document-errors.ts';
import { utf16WithoutMark } from './utf16-without-mark.ts';

const encodings = { 'utf-8': 'UTF-8', 'utf-16le': 'UTF-16 LE', 'utf-16be': 'UTF-16 BE' } as const;

/** A control character here and there is stray; more often, and the bytes are no text. */
const mostControlsPerCharacter = 0.05;

/** How much of a document is looked at to tell whether it is text, in bytes or characters. */
const sampleLength = 65_536;

/** Every control character but tab, line feed and U+0080 to U+009F (letters of a wrong code page). */
const strayControls = /(?![\t\n\u0080-\u009f])\p{Cc}/gu;

/**
 * Decodes UTF-8, or UTF-16 that shows itself by its byte order mark or its NUL bytes.
 *
 * In the text, lines end with `\n`; form feeds and vertical tabs are line ends too. There is no
 * U+FEFF in it, and no stray control character.
 *
 * @returns `null` where the bytes are no text: they hold a NUL character, or many control characters
 * @throws {InvalidEncoding} where they would be text but for bytes that the encoding does not allow
 */
export function decodeText(bytes: Uint8Array): string | null {
  const text = decodeByMark(bytes);
  if (text === null || text.includes('\0')) return null;

  const tidied = text.replaceAll('\uFEFF', '').replaceAll(/\r\n?|[\v\f\u0085]/g, '\n');
  const sample = tidied.slice(0, sampleLength);
  const controls = sample.match(strayControls)?.length ?? 0;
  if (controls > sample.length * mostControlsPerCharacter) return null;

  return tidied.replaceAll(strayControls, '');
}

function decodeByMark(bytes: Uint8Array): string | null {
  const [first, second, third] = bytes;
  if (first === 0xff && second === 0xfe) return decode(bytes, 'utf-16le');
  if (first === 0xfe && second === 0xff) return decode(bytes, 'utf-16be');
  if (first === 0xef && second === 0xbb && third === 0xbf) return decode(bytes, 'utf-8');
  if (bytes.includes(0)) return utf16WithoutMark(bytes);
  try {
    return decode(bytes, 'utf-8');
  } catch (error) {
    if (bytes.subarray(0, sampleLength).some(isBinaryByte)) return null;
    throw error;
  }
}

/** Bytes that no text in any code page has: control characters but BEL to CR, SUB and ESC. */
function isBinaryByte(byte: number): boolean {
  return byte < 0x07 || (byte > 0x0d && byte < 0x20 && byte !== 0x1a && byte !== 0x1b);
}

function decode(bytes: Uint8Array, encoding: keyof typeof encodings): string {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (error) {
    throw new InvalidEncoding(encodings[encoding], { cause: error });
  }
}

import { Buffer, isUtf8 } from 'node:buffer';
import { InvalidEncoding } from '../../failure/document-errors.ts';
import { brokenUtf8 } from './broken-utf8.ts';
import type { DecodedText } from './decoded-text.ts';
import { searchFor } from './rare-characters.ts';
import { utf16WithoutMark } from './utf16-without-mark.ts';

/** A control character here and there is stray; more often, and the bytes are no text. */
const mostControlsPerCharacter = 0.05;

/** How much of a document is looked at to tell whether it is text, in bytes or characters. */
const sampleLength = 65_536;

/** Every control character but tab, line feed and U+0080 to U+009F (letters of a wrong code page). */
// Written as ranges: a property of Unicode takes four times as long.
// oxlint-disable-next-line no-control-regex
const strayControls = /[\0-\u0008\u000B-\u001F\u007F]/g;

/** What is replaced in ASCII, or makes it something else than text. */
// oxlint-disable-next-line no-control-regex
const hasUntidyAscii = searchFor(/[\0-\u0008\u000B-\u001F\u007F]/);

// oxlint-disable-next-line no-control-regex
const hasStrayControls = searchFor(/[\0-\u0008\u000E-\u001F\u007F]/);

/** Byte order marks, and line ends of other kinds. */
const replaced = ['\uFEFF', '\r', '\v', '\f', '\u0085'];

/** Opens a text in ISO-2022-KR or ISO-2022-CN, which no TextDecoder knows. */
const isUnknownIso2022 = startsWithBytes(0x1b, 0x24, 0x29);

const byteOrderMarks = [
  { hasMark: startsWithBytes(0xff, 0xfe), encoding: 'utf-16le', title: 'UTF-16 LE' },
  { hasMark: startsWithBytes(0xfe, 0xff), encoding: 'utf-16be', title: 'UTF-16 BE' },
  { hasMark: startsWithBytes(0xef, 0xbb, 0xbf), encoding: 'utf-8', title: 'UTF-8' },
] as const;

/**
 * Decodes what its byte order mark announces; else UTF-16 that shows itself by its NUL bytes, then
 * UTF-8, then the legacy encoding that the bytes look most like.
 *
 * In the text, form feeds and vertical tabs are line ends too.
 *
 * @returns `null` where the bytes are no text: many of them are NUL, or control characters
 * @throws {InvalidEncoding} where the bytes do not keep to the encoding that they announce
 */
export async function decodeText(bytes: Uint8Array): Promise<DecodedText | null> {
  const plain = decodePlain(bytes);
  if (plain !== null) return { text: plain, encoding: 'utf-8', warnings: [] };

  const decoded = decodeAnnounced(bytes) ?? (await decodeUnannounced(bytes));
  if (decoded === null || decoded.text.includes('\0')) return null;

  const text = withLineFeeds(decoded.text);
  const sample = text.slice(0, sampleLength);
  const controls = sample.match(strayControls)?.length ?? 0;
  if (controls > sample.length * mostControlsPerCharacter) return null;

  return { ...decoded, text: text.replaceAll(strayControls, '') };
}

/** Decodes UTF-8 without control characters, as nearly every text is: quicker than all else. */
function decodePlain(bytes: Uint8Array): string | null {
  const text = decodeUtf8(bytes);
  if (text === null) return null;
  const isAscii = text.length === bytes.length;
  if (isAscii && !hasUntidyAscii(text)) return text;
  // One character a byte: these are searched far faster than characters of two bytes.
  const buffer = bufferOf(bytes);
  if (hasStrayControls(isAscii ? text : buffer.toString('latin1'))) return null;
  return replaced.some((character) => buffer.includes(character)) ? withLineFeeds(text) : text;
}

/** One kind of line ends, and no byte order mark, wherever it stands. */
function withLineFeeds(text: string): string {
  // One after the other, each quick where there is nothing to replace.
  return text
    .replaceAll('\uFEFF', '')
    .replaceAll('\r\n', '\n')
    .replaceAll('\r', '\n')
    .replaceAll('\v', '\n')
    .replaceAll('\f', '\n')
    .replaceAll('\u0085', '\n');
}

function decodeAnnounced(bytes: Uint8Array): DecodedText | null {
  if (isUnknownIso2022(bytes)) throw new InvalidEncoding('text of an encoding that can be read');
  const mark = byteOrderMarks.find(({ hasMark }) => hasMark(bytes));
  if (mark === undefined) return null;
  try {
    const text = new TextDecoder(mark.encoding, { fatal: true }).decode(bytes);
    return { text, encoding: mark.encoding, warnings: [] };
  } catch (error) {
    throw new InvalidEncoding(mark.title, { cause: error });
  }
}

async function decodeUnannounced(bytes: Uint8Array): Promise<DecodedText | null> {
  if (bytes.includes(0)) return decodeWithNuls(bytes);
  const asUtf8 = decodeUtf8(bytes);
  // ISO-2022-JP writes its characters in ASCII, so that it is valid UTF-8.
  const isEscaped = asUtf8?.length === bytes.length && asUtf8.includes('\u001B$');
  if (asUtf8 !== null && !isEscaped) {
    return { text: asUtf8, encoding: 'utf-8', warnings: [] };
  }
  if (bytes.subarray(0, sampleLength).some(isBinaryByte)) return null;

  const broken = asUtf8 === null ? brokenUtf8(bytes) : null;
  if (broken !== null) return broken;

  // A table of languages that a document in UTF-8 never pays for.
  const { decodeLegacy } = await import('./decode-legacy.ts');
  return decodeLegacy(bytes);
}

/** In UTF-16 of Latin letters every second byte is NUL, in that of others at least line ends are. */
const fewestNulsOfUtf16 = 0.05;

/** A few NULs in what is valid UTF-8 without them are stray; anything else is UTF-16 or no text. */
function decodeWithNuls(bytes: Uint8Array): DecodedText | null {
  const kept = bytes.filter((byte) => byte !== 0);
  const nuls = bytes.length - kept.length;
  const stripped = nuls < bytes.length * fewestNulsOfUtf16 ? decodeUtf8(kept) : null;
  if (stripped === null) return withoutWarning(utf16WithoutMark(bytes));

  const warnings = [`${nuls} NUL ${nuls === 1 ? 'character was' : 'characters were'} left out`];
  return { text: stripped, encoding: 'utf-8', warnings };
}

function withoutWarning(found: { text: string; encoding: string } | null): DecodedText | null {
  return found === null ? null : { ...found, warnings: [] };
}

function decodeUtf8(bytes: Uint8Array): string | null {
  return isUtf8(bytes) ? bufferOf(bytes).toString('utf8') : null;
}

function bufferOf({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}

/** Bytes that no text in any code page has: control characters but BEL to CR, SUB and ESC. */
function isBinaryByte(byte: number): boolean {
  return byte < 0x07 || (byte > 0x0d && byte < 0x20 && byte !== 0x1a && byte !== 0x1b);
}

function startsWithBytes(...start: readonly number[]): (bytes: Uint8Array) => boolean {
  return (bytes) => start.every((byte, index) => bytes[index] === byte);
}

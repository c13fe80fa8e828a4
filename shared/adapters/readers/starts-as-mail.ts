import { Buffer } from 'node:buffer';
import { decodeText } from './decode-text.ts';
import { isMail } from './mail-signs.ts';

/** More than the headers of nearly every mail, in bytes. */
const headLength = 16_384;

const lineFeed = 0x0a;

/** How a first header begins, behind what a mark of UTF-8 looks like in it. */
const firstHeader = /^(?:\u00EF\u00BB\u00BF)?\s*[\w-]{1,100}:/;

/**
 * Whether the bytes begin as a mail does. The parts of a mail have encodings of their own, so that
 * megabytes of them need not be decoded to tell.
 *
 * @returns `false` where it takes a look at all of the text: it may be a mail nevertheless
 */
export async function startsAsMail(bytes: Uint8Array): Promise<boolean> {
  const start = String.fromCharCode(...bytes.subarray(0, 200));
  // UTF-16 has NULs; what has them further back is none of ours.
  if (!firstHeader.test(start) || hasNul(bytes)) return false;

  const isWhole = bytes.length <= headLength;
  const end = isWhole ? bytes.length : bytes.lastIndexOf(lineFeed, headLength);
  if (end <= 0) return false;
  const head = await decodeText(bytes.subarray(0, end));
  return head !== null && isMail(head.text.trimStart());
}

/** A buffer searches ten times as fast as an array of bytes. */
function hasNul({ buffer, byteOffset, byteLength }: Uint8Array): boolean {
  return Buffer.from(buffer, byteOffset, byteLength).includes(0);
}

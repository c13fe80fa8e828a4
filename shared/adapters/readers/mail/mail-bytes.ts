import type { FormatInput } from '../format-reader.ts';

/** Line ends, spaces, and the bytes of the UTF-8 mark. */
const insignificant: ReadonlySet<number> = new Set([0x09, 0x0a, 0x0d, 0x20, 0xef, 0xbb, 0xbf]);

/**
 * The bytes from the first header on: each part of a mail has an encoding of its own, so that the
 * decoded text is of no use, but where somebody saved all of it as UTF-16.
 */
export function mailBytes({ bytes, text }: Pick<FormatInput, 'bytes' | 'text'>): Uint8Array {
  const isWide = bytes.subarray(0, 1_000).includes(0);
  const ascii = isWide ? new TextEncoder().encode(text) : bytes;
  let start = 0;
  while (insignificant.has(ascii[start] ?? 0)) start += 1;
  return ascii.subarray(start);
}

/** Without the line that a mailbox puts before each mail. */
export function withoutEnvelope(bytes: Uint8Array): Uint8Array {
  const isEnvelope = new TextDecoder().decode(bytes.subarray(0, 5)) === 'From ';
  return isEnvelope ? bytes.subarray(bytes.indexOf(0x0a) + 1) : bytes;
}

import { Buffer } from 'node:buffer';

const lineFeed = 0x0a;
const space = 0x20;

/** A line of base64 has 60, 64, 72 or 76 characters, but for the last. */
const shortestEncoded = 60;

/** So short that V8 keeps it with its other strings, in bytes. */
const pieceLength = 65_536;

/**
 * Whether there are more lines than that which are not base64: those that are short, or have a space
 * among the first words.
 */
export function hasMorePlainLines(bytes: Uint8Array, most: number): boolean {
  return countLines(bytes) > most && countPlainLines(bytes) > most;
}

/** Much quicker, in strings of one character a byte above all, and enough for nearly every mail. */
function countLines({ buffer, byteOffset, byteLength }: Uint8Array): number {
  const bytes = Buffer.from(buffer, byteOffset, byteLength);
  let count = 1;
  for (let start = 0; start < bytes.length; start += pieceLength) {
    const piece = bytes.toString('latin1', start, start + pieceLength);
    for (let at = piece.indexOf('\n'); at !== -1; at = piece.indexOf('\n', at + 1)) count += 1;
  }
  return count;
}

function countPlainLines(bytes: Uint8Array): number {
  let count = 0;
  for (let start = 0; start < bytes.length;) {
    const lineEnd = bytes.indexOf(lineFeed, start);
    const end = lineEnd === -1 ? bytes.length : lineEnd;
    const isEncoded =
      end - start >= shortestEncoded &&
      !bytes.subarray(start, start + shortestEncoded).includes(space);
    if (!isEncoded) count += 1;
    start = end + 1;
  }
  return count;
}

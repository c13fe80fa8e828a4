import type { DecodedText } from './decoded-text.ts';

/**
 * In UTF-8 with a few bad bytes nearly every character beyond ASCII keeps to its scheme; in a text
 * of another encoding hardly one does.
 */
const fewestWellFormedShare = 0.9;

/**
 * Decodes UTF-8 of which a few bytes were lost or changed, each bad place as U+FFFD.
 *
 * @returns `null` where it does not look like UTF-8
 */
export function brokenUtf8(bytes: Uint8Array): DecodedText | null {
  const { wellFormed, stray } = countSequences(bytes);
  if (wellFormed === 0 || wellFormed < (wellFormed + stray) * fewestWellFormedShare) return null;

  const text = new TextDecoder('utf-8').decode(bytes);
  return {
    text,
    encoding: 'utf-8',
    warnings: ['some bytes are not valid UTF-8 and are read as U+FFFD'],
  };
}

/** Counts the characters beyond ASCII, and the bytes that belong to none of them. */
function countSequences(bytes: Uint8Array): { wellFormed: number; stray: number } {
  let wellFormed = 0;
  let stray = 0;
  let index = 0;
  while (index < bytes.length) {
    const length = sequenceLength(bytes[index] ?? 0);
    let end = index + 1;
    while (end < index + length && isContinuation(bytes[end])) end += 1;
    if (length === 1) {
      // ASCII says nothing.
    } else if (end === index + length) {
      wellFormed += 1;
    } else if (end < bytes.length) {
      // One that the end of the document cuts off is neither.
      stray += 1;
    }
    index = end;
  }
  return { wellFormed, stray };
}

/** 1 for ASCII; 0 for a byte that begins no character. */
function sequenceLength(byte: number): number {
  if (byte < 0x80) return 1;
  if (byte < 0xc2 || byte > 0xf4) return 0;
  if (byte < 0xe0) return 2;
  return byte < 0xf0 ? 3 : 4;
}

function isContinuation(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x80 && byte < 0xc0;
}

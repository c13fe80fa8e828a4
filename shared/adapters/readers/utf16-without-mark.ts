/** What decoded text does not hold: control characters, private and unassigned code points. */
const implausible = /(?![\t\n\v\f\r])[\p{Cc}\p{Co}\p{Cn}]/u;

/**
 * Decodes UTF-16 that has no byte order mark but NUL bytes: in Latin letters, spaces and line ends
 * every second byte is NUL, the second of two in little endian.
 *
 * @returns `null` where neither byte order gives a plausible text
 */
export function utf16WithoutMark(bytes: Uint8Array): { text: string; encoding: string } | null {
  let littleEndian = 0;
  let bigEndian = 0;
  for (let index = bytes.indexOf(0); index !== -1; index = bytes.indexOf(0, index + 1)) {
    if (index % 2 === 1) littleEndian += 1;
    else bigEndian += 1;
  }

  const likelyFirst = ['utf-16le', 'utf-16be'];
  if (bigEndian > littleEndian) likelyFirst.reverse();
  for (const encoding of likelyFirst) {
    const text = decodeIfValid(bytes, encoding);
    if (text !== null && !implausible.test(text)) return { text, encoding };
  }
  return null;
}

function decodeIfValid(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

const subtype = '/Subtype';
const image = /^\s*\/Image\b/;

/**
 * Whether a PDF holds a picture.
 *
 * A picture is a stream, and the dictionary of a stream is never compressed or encrypted (ISO
 * 32000-1, 7.5.7 and 7.6.1), so that its name is found without reading the document.
 */
export function hasPictures(bytes: Uint8Array): boolean {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = buffer.indexOf(subtype); at >= 0; at = buffer.indexOf(subtype, at + 1)) {
    const from = at + subtype.length;
    if (image.test(buffer.toString('latin1', from, from + 12))) return true;
  }
  return false;
}

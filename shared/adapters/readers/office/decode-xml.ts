/**
 * Decodes an XML part by its byte order mark, by how its first characters lie, or by the encoding
 * that it declares; UTF-8 where none of them says otherwise.
 *
 * @see https://www.w3.org/TR/xml/#sec-guessing
 */
export function decodeXml(bytes: Uint8Array): string {
  return new TextDecoder(encodingOf(bytes)).decode(bytes);
}

/** Enough for any XML declaration. */
const declarationLength = 256;

function encodingOf(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0x3c && second === 0)) return 'utf-16le';
  if ((first === 0xfe && second === 0xff) || (first === 0 && second === 0x3c)) return 'utf-16be';

  const start = new TextDecoder('latin1').decode(bytes.subarray(0, declarationLength));
  const declared = /^[^<]{0,3}<\?xml[^>]*encoding=["']([\w.-]+)["']/u.exec(start)?.[1];
  if (declared === undefined || /^utf-?16/iu.test(declared)) return 'utf-8';
  try {
    return new TextDecoder(declared).encoding;
  } catch {
    // A name nobody knows: UTF-8 replaces what it cannot decode.
    return 'utf-8';
  }
}

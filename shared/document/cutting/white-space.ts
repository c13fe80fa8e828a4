const firstBeyondLatin = 0x1680;
const whiteSpace = /\s/;

/** Whether a code unit is white space, as `String.trim` means it; false for `NaN`, which stands behind a text's end. */
function isWhiteSpace(code: number): boolean {
  if (code <= 0x20) return code === 0x20 || (code >= 0x09 && code <= 0x0d);
  if (code < firstBeyondLatin) return code === 0xa0;
  return whiteSpace.test(String.fromCharCode(code));
}

/** The first position from `start` on that holds content, or `end`. */
export function skipWhiteSpace(
  text: string,
  { start, end }: { start: number; end: number },
): number {
  let at = start;
  while (at < end && isWhiteSpace(text.charCodeAt(at))) at += 1;
  return at;
}

/** Where the white space begins that ends at a position; the position itself where there is none. */
export function beforeWhiteSpace(text: string, position: number): number {
  let at = position;
  while (at > 0 && isWhiteSpace(text.charCodeAt(at - 1))) at -= 1;
  return at;
}

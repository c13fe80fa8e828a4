/** One piece of an RTF document. */
export type RtfToken =
  | { readonly kind: 'open' | 'close' | 'ignorable' }
  | { readonly kind: 'word'; readonly word: string; readonly value: number | null }
  | { readonly kind: 'symbol'; readonly symbol: string }
  /** A byte in the document's code page. */
  | { readonly kind: 'byte'; readonly byte: number }
  | { readonly kind: 'text'; readonly text: string };

/** One token at a place; a control word takes the one space after it. Each alternative is linear. */
const tokenPattern =
  /\\([a-z]{1,32})(-?\d{1,10})? ?|\\'([\da-f]{2})|\\([^a-z])|([{}])|([^\\{}\r\n]+)|[\r\n]+|\\/giuy;

/**
 * Splits RTF into its tokens; binary data is passed over, as far as the document has so much.
 *
 * @yields {RtfToken} in the document's order
 */
export function* rtfTokens(source: string): Generator<RtfToken> {
  tokenPattern.lastIndex = 0;
  let position = 0;
  while (position < source.length) {
    tokenPattern.lastIndex = position;
    const match = tokenPattern.exec(source);
    if (match === null) return;
    position = tokenPattern.lastIndex;
    const [, word, value, byte, symbol, brace, text] = match;
    if (word === 'bin') position += Math.max(Number(value ?? 0), 0);
    else if (word !== undefined) {
      yield { kind: 'word', word, value: value === undefined ? null : Number(value) };
    } else if (byte !== undefined) yield { kind: 'byte', byte: Number.parseInt(byte, 16) };
    else if (symbol === '*') yield { kind: 'ignorable' };
    else if (symbol !== undefined) yield { kind: 'symbol', symbol };
    else if (brace !== undefined) yield { kind: brace === '{' ? 'open' : 'close' };
    else if (text !== undefined) yield { kind: 'text', text };
  }
}

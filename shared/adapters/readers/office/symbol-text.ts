/**
 * Characters of Microsoft's picture fonts that carry meaning in a text: check boxes, arrows and
 * bullets. A document names them by their place in the font.
 *
 * @see https://learn.microsoft.com/typography/font-list/wingdings
 */
const symbols: Readonly<Record<string, Readonly<Record<number, string>>>> = {
  wingdings: {
    0x6c: '•',
    0x6e: '■',
    0x6f: '☐',
    0xa7: '▪',
    0xa8: '☐',
    0xdf: '←',
    0xe0: '→',
    0xfb: '✗',
    0xfc: '✓',
    0xfd: '☒',
    0xfe: '☑',
  },
  symbol: {
    0xa3: '≤',
    0xae: '→',
    0xb0: '°',
    0xb1: '±',
    0xb3: '≥',
    0xb4: '×',
    0xb7: '•',
    0xb9: '≠',
    0xbb: '≈',
  },
};

/**
 * The character that a picture font shows at a place.
 *
 * @param code hexadecimal, for example `F0FE`
 * @returns an empty text where it is only an ornament
 */
export function symbolText(font: string | undefined, code: string | undefined): string {
  if (code === undefined || !/^[\da-f]{1,4}$/iu.test(code)) return '';
  const value = Number.parseInt(code, 16);
  const known = symbols[(font ?? '').toLowerCase().replace(/ ?\d$/u, '')]?.[value & 0xff];
  if (known !== undefined) return known;
  // The range that picture fonts use says nothing without the font.
  return value < 0x20 || (value >= 0xd8_00 && value < 0xf9_00) ? '' : String.fromCodePoint(value);
}

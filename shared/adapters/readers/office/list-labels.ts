/** The kinds of numbers that a list can have, as WordprocessingML names them. */
export function listNumber(value: number, format: string): string {
  switch (format) {
    case 'none':
      return '';
    case 'lowerLetter':
      return letters(value);
    case 'upperLetter':
      return letters(value).toUpperCase();
    case 'lowerRoman':
      return roman(value).toLowerCase();
    case 'upperRoman':
      return roman(value);
    case 'decimalZero':
      return String(value).padStart(2, '0');
    default:
      return String(value);
  }
}

/** What stands before an item of a list: two spaces for each level that it is nested. */
export function itemPrefix(label: string, level: number): string {
  return label === '' ? '' : `${'  '.repeat(level)}${label} `;
}

/** `a` to `z`, then `aa`, `bb` and so on, as Word counts. */
function letters(value: number): string {
  const index = Math.max(value, 1) - 1;
  const letter = 'abcdefghijklmnopqrstuvwxyz'.charAt(index % 26);
  return letter.repeat(Math.min(Math.floor(index / 26) + 1, 10));
}

const romanDigits: readonly (readonly [number, string])[] = [
  [1000, 'M'],
  [900, 'CM'],
  [500, 'D'],
  [400, 'CD'],
  [100, 'C'],
  [90, 'XC'],
  [50, 'L'],
  [40, 'XL'],
  [10, 'X'],
  [9, 'IX'],
  [5, 'V'],
  [4, 'IV'],
  [1, 'I'],
];

/** Larger numbers stay decimal: nobody reads them as Roman ones. */
function roman(value: number): string {
  if (value < 1 || value > 3_999) return String(value);
  let rest = value;
  let text = '';
  for (const [amount, digit] of romanDigits) {
    while (rest >= amount) {
      text += digit;
      rest -= amount;
    }
  }
  return text;
}

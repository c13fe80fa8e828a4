import { spreadsheetDate } from './spreadsheet-date.ts';

/**
 * Codes that a workbook uses without writing them down, by their number. Dates are shown as ISO 8601
 * whatever their code is, so that `03/04/2024` needs no guess at a country.
 *
 * @see https://learn.microsoft.com/dotnet/api/documentformat.openxml.spreadsheet.numberingformat
 */
export const builtInFormats: Readonly<Record<number, string>> = {
  0: 'General',
  1: '0',
  2: '0.00',
  3: '#,##0',
  4: '#,##0.00',
  9: '0%',
  10: '0.00%',
  11: '0.00E+00',
  12: 'General',
  13: 'General',
  14: 'yyyy-mm-dd',
  15: 'd-mmm-yy',
  16: 'd-mmm',
  17: 'mmm-yy',
  18: 'h:mm AM/PM',
  19: 'h:mm:ss AM/PM',
  20: 'h:mm',
  21: 'h:mm:ss',
  22: 'yyyy-mm-dd h:mm',
  37: '#,##0;(#,##0)',
  38: '#,##0;(#,##0)',
  39: '#,##0.00;(#,##0.00)',
  40: '#,##0.00;(#,##0.00)',
  45: 'mm:ss',
  46: '[h]:mm:ss',
  47: 'mm:ss',
  48: '##0.0E+0',
  49: '@',
};

/** What a cell shows for a number. */
export type NumberFormat = (value: number) => string;

/** Longer codes are not allowed, and not looked at. */
const longestCode = 255;

/**
 * Prepares a format for many cells; a code that says nothing about digits or dates shows the number
 * as it is.
 */
export function compileFormat(code: string, isFrom1904: boolean): NumberFormat {
  if (code === 'General' || code.length > longestCode) return plainNumber;
  const [positive = plainNumber, negative, zero] = splitSections(code).map((section) =>
    section === '' ? undefined : compileSection(section, isFrom1904),
  );
  return (value) => {
    if (value < 0 && negative !== undefined) return negative(value);
    return value === 0 && zero !== undefined ? zero(value) : positive(value);
  };
}

function compileSection(section: string, isFrom1904: boolean): NumberFormat {
  const bare = withoutLiterals(section);
  if (/general|@/iu.test(bare)) return plainNumber;
  if (/[ymdhs]/iu.test(bare)) {
    return (value) => spreadsheetDate(value, bare, isFrom1904) ?? plainNumber(value);
  }
  // Fractions, too, are shown as numbers.
  if (!/[0#?]/u.test(bare) || bare.includes('/')) return plainNumber;
  return compileDigits(section, bare);
}

function compileDigits(section: string, bare: string): NumberFormat {
  const decimals = Math.min(/\.([0#?]+)/u.exec(bare)?.[1]?.length ?? 0, 20);
  const needed = Math.min(/\.(0*)/u.exec(bare)?.[1]?.length ?? 0, decimals);
  const factor = bare.includes('%') ? 100 : 1 / 1000 ** trailingCommas(bare);
  const isScientific = /E[+-]/iu.test(bare);
  const leastDigits = /^0+$/u.test(bare) ? bare.length : 1;
  const { before, after } = literalsAround(section);
  const isSigned = /[-(]/u.test(before);
  const formatter = new Intl.NumberFormat('en-US', {
    minimumFractionDigits: needed,
    maximumFractionDigits: decimals,
    useGrouping: /[0#?],[0#?]/u.test(bare),
  });

  return (value) => {
    const amount = Math.abs(value * factor);
    if (amount >= 1e15) return plainNumber(value);
    const digits = isScientific
      ? amount.toExponential(decimals).toUpperCase()
      : formatter.format(roundedAsShown(amount, decimals)).padStart(leastDigits, '0');
    const sign = value < 0 && !isSigned ? '-' : '';
    return `${sign}${before}${digits}${after}`.trim();
  };
}

/** `1.005` is shown as `1.01`, although it is stored as a little less. */
function roundedAsShown(amount: number, decimals: number): number {
  return Number(`${Math.round(Number(`${amount.toPrecision(15)}e${decimals}`))}e-${decimals}`) || 0;
}

/** Positive, negative, zero and text have formats of their own, apart by semicolons. */
function splitSections(code: string): string[] {
  return (code.match(/(?:"[^"]*"|\\.|[^;"\\])+|;/gu) ?? []).reduce<string[]>(
    (sections, piece) => {
      if (piece === ';') sections.push('');
      else sections[sections.length - 1] += piece;
      return sections;
    },
    [''],
  );
}

/** Without quoted and escaped text, padding, and conditions but elapsed hours such as `[h]`. */
function withoutLiterals(section: string): string {
  return section
    .replaceAll(/"[^"]*"|\\.|[_*]./gu, '')
    .replaceAll(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/giu, '');
}

/** What stands before and after the digits, such as a currency. */
function literalsAround(section: string): { before: string; after: string } {
  const shown = section
    .replaceAll(/[_*]./gu, ' ')
    .replaceAll(/\[\$([^\]-]*)[^\]]*\]/gu, '"$1"')
    .replaceAll(/\[[^\]]*\]/gu, '');
  const [, before = '', after = ''] =
    /^((?:"[^"]*"|\\.|[^0#?."\\])*)(?:[0#?.,]|E[+-])*(.*)$/su.exec(shown) ?? [];
  return { before: literal(before), after: literal(after) };
}

function literal(text: string): string {
  return text.replaceAll(/"([^"]*)"|\\(.)/gu, '$1$2').replaceAll(/\s+/gu, ' ');
}

/** Each comma after the digits divides by a thousand. */
function trailingCommas(bare: string): number {
  return Math.min(/[0#?](,+)(?=[^0#?,]*$)/u.exec(bare)?.[1]?.length ?? 0, 4);
}

/** Fifteen digits, as spreadsheets keep them: `0.1 + 0.2` is `0.3`. */
function plainNumber(value: number): string {
  // Most are whole, and have no digit to lose.
  if (Number.isInteger(value) && Math.abs(value) < 1e15) return String(value);
  return String(Number(value.toPrecision(15)));
}

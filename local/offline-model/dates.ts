/** A calendar date that a text states. */
export interface StatedDate {
  readonly start: number;
  readonly end: number;
  readonly stated: string;
  /** `YYYY-MM-DD` where day, month and year are all stated, else `null`. */
  readonly isoDate: string | null;
}

const monthNumbers = new Map(
  [
    ['january', 'jan', 'styczeń', 'stycznia', 'styczniu'],
    ['february', 'feb', 'luty', 'lutego', 'lutym'],
    ['march', 'mar', 'marzec', 'marca', 'marcu'],
    ['april', 'apr', 'kwiecień', 'kwietnia', 'kwietniu'],
    ['may', 'maj', 'maja', 'maju'],
    ['june', 'jun', 'czerwiec', 'czerwca', 'czerwcu'],
    ['july', 'jul', 'lipiec', 'lipca', 'lipcu'],
    ['august', 'aug', 'sierpień', 'sierpnia', 'sierpniu'],
    ['september', 'sept', 'sep', 'wrzesień', 'września', 'wrześniu'],
    ['october', 'oct', 'październik', 'października', 'październiku'],
    ['november', 'nov', 'listopad', 'listopada', 'listopadzie'],
    ['december', 'dec', 'grudzień', 'grudnia', 'grudniu'],
  ].flatMap((names, index) => names.map((name): [string, number] => [name, index + 1])),
);

const month = [...monthNumbers.keys()].toSorted((a, b) => b.length - a.length).join('|');
const year = String.raw`(?:19|20)\d{2}`;

/** Source of a pattern for a calendar date in English or Polish; to be used with flags `iu`. */
export const datePatternSource = [
  String.raw`${year}-\d{2}-\d{2}(?!\d)`,
  String.raw`\d{1,2}\.\d{1,2}\.${year}(?!\.?\d)`,
  String.raw`\d{1,2}(?:st|nd|rd|th)?\s+(?:of\s+)?(?:${month})(?!\p{L})(?:\.?,?\s+${year}(?!\d))?`,
  String.raw`(?:${month})\s+\d{1,2}(?:st|nd|rd|th)?(?![\d:])(?:,?\s+${year}(?!\d))?`,
  String.raw`(?:${month})\s+${year}(?!\d)`,
].join('|');

const datePattern = new RegExp(String.raw`(?<![\p{L}\d.-])(?:${datePatternSource})`, 'giu');

/** The calendar dates of a text, in its order. */
export function findDates(text: string): StatedDate[] {
  return [...text.matchAll(datePattern)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    stated: match[0],
    isoDate: isoDateOf(match[0]),
  }));
}

/** Whether a word, in any case, names a month in English or Polish. */
export function isMonthName(word: string): boolean {
  return monthNumbers.has(word.toLowerCase());
}

function isoDateOf(stated: string): string | null {
  const numbers = (stated.match(/\d+/gu) ?? []).map(Number);
  const words = stated.toLowerCase().match(/\p{L}{3,}/gu) ?? [];
  const name = words.map((word) => monthNumbers.get(word)).find((number) => number !== undefined);
  const [first = 0, second = 0, third = 0] = numbers;
  if (name !== undefined) return numbers.length === 2 ? isoDate(second, name, first) : null;
  return first > 31 ? isoDate(first, second, third) : isoDate(third, second, first);
}

function isoDate(yearNumber: number, monthNumber: number, day: number): string | null {
  const date = new Date(Date.UTC(yearNumber, monthNumber - 1, day));
  const exists = date.getUTCMonth() === monthNumber - 1 && date.getUTCDate() === day;
  return exists ? date.toISOString().slice(0, 10) : null;
}

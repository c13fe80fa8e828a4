/**
 * Stands for a hyphen at a line's end until the whole document is known. A noncharacter: no text has
 * it, and what pretends to be text is rid of it.
 */
const openHyphen = '\uFDD0';

const hyphenAtEnd = /\p{L}[-\u2010\u00AD]$/u;
const letterInFront = /^\p{L}/u;
const wordAtEnd = /[\p{L}\p{M}-]+$/u;
const wordInFront = /^[\p{L}\p{M}]+/u;

/** Words in small letters; by ranges, which is several times as quick as by property. */
const words = /[a-z\u00C0-\u1FFF\u2C00-\uD7FF-]+/g;

/** What is looked at on either side of a hyphen; longer words than this are not divided by hand. */
const longestPart = 40;

/** Whether the line ends inside a word. */
export function isDivided(text: string, next: string): boolean {
  // A part of the text: a pattern bound to the end is tried from every position.
  return hyphenAtEnd.test(text.slice(-3)) && letterInFront.test(next);
}

/** The line with the stand-in for its last hyphen: the next line follows without a space. */
export function openAtHyphen(line: string): string {
  return `${line.slice(0, -1)}${openHyphen}`;
}

/** Takes the stand-in out of what a document shows. */
export function withoutOpenHyphens(text: string): string {
  return text.includes(openHyphen) ? text.replaceAll(openHyphen, '') : text;
}

/**
 * Decides about every hyphen at a line's end: it goes where the document has the word without it
 * elsewhere (`infor-mation`), and stays where the document has it with it (`well-known`).
 *
 * Without either, it stays before a capital, and goes otherwise: that is what most are.
 */
export function settleHyphens(pages: readonly string[]): string[] {
  const divided = pages.map((page) => page.split(openHyphen));
  const seen = seenOf(pages, spellingsOf(divided));
  return divided.map((parts) =>
    parts
      .flatMap((next, index) => {
        const text = parts[index - 1];
        return text !== undefined && isHyphenKept(text, next, seen) ? ['-', next] : [next];
      })
      .join(''),
  );
}

function isHyphenKept(text: string, next: string, seen: ReadonlySet<string>): boolean {
  const { joined, hyphenated } = spellings(text, next);
  if (seen.has(joined)) return false;
  return seen.has(hyphenated) || /^\p{Lu}/u.test(next);
}

function spellings(text: string, next: string): { joined: string; hyphenated: string } {
  const before = (wordAtEnd.exec(text.slice(-longestPart))?.[0] ?? '').toLowerCase();
  const after = (wordInFront.exec(next.slice(0, longestPart))?.[0] ?? '').toLowerCase();
  return { joined: `${before}${after}`, hyphenated: `${before}-${after}` };
}

/** Every divided word, with its hyphen and without. */
function spellingsOf(divided: readonly string[][]): Set<string> {
  const asked = new Set<string>();
  for (const parts of divided) {
    for (const [index, next] of parts.entries()) {
      const text = parts[index - 1];
      if (text === undefined) continue;
      const { joined, hyphenated } = spellings(text, next);
      asked.add(joined).add(hyphenated);
    }
  }
  return asked;
}

/** Which of the words the document has undivided. */
function seenOf(pages: readonly string[], asked: ReadonlySet<string>): Set<string> {
  const seen = new Set<string>();
  if (asked.size === 0) return seen;
  for (const page of pages) {
    for (const word of page.toLowerCase().match(words) ?? []) if (asked.has(word)) seen.add(word);
  }
  return seen;
}

import { type Block, cutBlocks } from './blocks.ts';

/** One sentence; `text.slice(start, end)` is it, to the byte. */
export interface Sentence {
  readonly start: number;
  readonly end: number;
  /** The same words on one line, without Markdown's marks. */
  readonly words: string;
  readonly block: Block;
}

/** A sentence that never ends is cut here, so that no answer quotes a page. */
const longestSentenceCharacters = 600;

/** Counts are bounded so that a page of full stops takes no longer than a page of words. */
const endPattern =
  /[.!?…]{1,5}["'”’)\]*_]{0,5}(?=\s{1,99}["'„“”‘(*_[–—-]{0,5}[\p{Lu}\p{N}])|[。！？]{1,5}[”’」』）]{0,5}/gu;

/** Abbreviations that a capital letter or a number follows. */
const abbreviations = new Set(
  `u.s mr mrs ms dr prof st nr vs e.g i.e approx dep inc ltd jr sr fig np tzn godz ul al pl os św inż mgr hab art ust
  pkt poz tel`.split(/\s+/u),
);

/** Cuts a document into sentences, in its order. */
export function cutSentences(text: string): Sentence[] {
  return cutBlocks(text).flatMap((block) => sentencesOf(text, block));
}

/** One line without Markdown's marks, for people to read. */
export function plainWords(text: string): string {
  return text
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/gu, '$1')
    .replaceAll(/[*_`]{1,3}(?=\S)|(?<=\S)[*_`]{1,3}/gu, '')
    .replaceAll(/\s+/gu, ' ')
    .trim();
}

function sentencesOf(text: string, block: Block): Sentence[] {
  const body = text.slice(block.start, block.end);
  const ends = [...body.matchAll(endPattern)]
    .filter((match) => !endsInAbbreviation(body, match.index))
    .map((match) => match.index + match[0].length);
  let start = 0;
  return [...ends, body.length].flatMap((end) => {
    const ranges = cutLong(body, start, end);
    start = end;
    return ranges.flatMap((range) => sentenceAt({ body, block, ...range }));
  });
}

function endsInAbbreviation(body: string, dot: number): boolean {
  if (body[dot] !== '.') return false;
  const before = /[\p{L}\p{N}.]{1,8}$/u.exec(body.slice(Math.max(0, dot - 8), dot))?.[0] ?? '';
  return abbreviations.has(before.toLowerCase()) || /^\p{Lu}$/u.test(before);
}

function cutLong(body: string, start: number, end: number): { start: number; end: number }[] {
  const ranges: { start: number; end: number }[] = [];
  let from = start;
  while (end - from > longestSentenceCharacters) {
    const space = body.lastIndexOf(' ', from + longestSentenceCharacters);
    const to = space > from ? space : wholeCharacterEnd(body, from + longestSentenceCharacters);
    ranges.push({ start: from, end: to });
    from = to;
  }
  return [...ranges, { start: from, end }];
}

/** One earlier where the offset would cut a character in two. */
function wholeCharacterEnd(text: string, offset: number): number {
  return /[\uDC00-\uDFFF]/.test(text[offset] ?? '') ? offset - 1 : offset;
}

function sentenceAt(range: { body: string; block: Block; start: number; end: number }): Sentence[] {
  const raw = range.body.slice(range.start, range.end);
  const start = range.block.start + range.start + (raw.length - raw.trimStart().length);
  const words = plainWords(raw);
  if (!/[\p{L}\p{N}]/u.test(words)) return [];
  return [{ start, end: start + raw.trim().length, words, block: range.block }];
}

import type { CutWindow } from './cut-window.ts';
import { beforeWhiteSpace, skipWhiteSpace } from './white-space.ts';

/** A line's first character that is no white space, and the line end before it. */
export interface LineStart {
  readonly at: number;
  /** Position of the first line end after the content before. */
  readonly lineEnd: number;
}

/**
 * Every work here is bounded by the window: a text without line ends is not searched to its end.
 *
 * @yields the lines that start in a window, blank ones left out
 */
export function* lineStarts(text: string, { first, last }: CutWindow): Generator<LineStart> {
  const offset = beforeWhiteSpace(text, first);
  const view = text.slice(offset, last);
  let lineEnd = view.indexOf('\n');
  while (lineEnd !== -1) {
    const at = skipWhiteSpace(text, { start: offset + lineEnd, end: last + 1 });
    if (at > last) return;
    if (at >= first) yield { at, lineEnd: offset + lineEnd };
    lineEnd = view.indexOf('\n', at - offset);
  }
}

/** How far back the end of a sentence may lie from the start of the next, white space apart. */
const longestSentenceEnd = 8;

/**
 * The end of a sentence up to the first character of the next: not the number of a list's item, and
 * not an abbreviation before a small letter. Chinese and Japanese leave no space between.
 */
const sentenceBreak =
  /[.!?…](?<!(?:^|\n)\d{1,3}\.)["'”’»)\]]*\s+(?=[^\s\p{Ll}])|[。！？]["'”’»）」』)\]]*(?=[^\s"'”’»）」』)\]])/gu;

/** @yields where the sentences start that start in a window */
export function* sentenceStarts(text: string, { first, last }: CutWindow): Generator<number> {
  const offset = Math.max(0, beforeWhiteSpace(text, first) - longestSentenceEnd);
  for (const match of text.slice(offset, last + 1).matchAll(sentenceBreak)) {
    const at = offset + match.index + match[0].length;
    if (at >= first) yield at;
  }
}

/** @yields where the words start that start in a window, after white space */
export function* wordStarts(text: string, { first, last }: CutWindow): Generator<number> {
  const offset = Math.max(0, first - 1);
  for (const { index } of text.slice(offset, last + 1).matchAll(/(?<=\s)\S/g)) {
    yield offset + index;
  }
}

/** Words of scripts that put no space between them: looked for this far around the ideal. */
const unspacedReach = 200;
const unspaced =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

// A locale of its own choosing would make cuts differ from one machine to the next.
const words = new Intl.Segmenter('en', { granularity: 'word' });

/** @yields where words start near the ideal, in scripts that put no space between words */
export function* unspacedWordStarts(text: string, window: CutWindow): Generator<number> {
  const offset = Math.max(0, window.ideal - unspacedReach);
  const view = text.slice(offset, window.ideal + unspacedReach);
  let wasUnspaced = false;
  for (const { segment, index } of words.segment(view)) {
    const isUnspaced = unspaced.test(segment);
    const at = offset + index;
    if (wasUnspaced && isUnspaced && at >= window.first && at <= window.last) yield at;
    wasUnspaced = isUnspaced;
  }
}

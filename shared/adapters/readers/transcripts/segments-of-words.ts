import type { Segment } from './transcript-vendor.ts';

/** One word with its own times. */
export interface TimedWord extends Segment {
  /** A punctuation mark, which follows the word before without a space. */
  readonly isPunctuation?: boolean;
  /** Words of different groups are never in one segment. */
  readonly group?: number | undefined;
}

const sentenceEnd = /[.?!…。？！]["'”’»)\]]*$/u;

/** Joins words to sentences of one speaker: each is a segment. */
export function segmentsOfWords(words: Iterable<TimedWord>): Segment[] {
  const segments: Segment[] = [];
  let parts: string[] = [];
  let open: TimedWord | null = null;
  let endSeconds: number | null = null;
  let isSentenceOver = false;

  const close = (): void => {
    if (open !== null) segments.push({ ...segmentOf(open), endSeconds, words: parts.join('') });
    open = null;
    parts = [];
  };
  for (const word of words) {
    if (word.isPunctuation === true && open !== null) {
      parts.push(word.words);
    } else {
      if (open === null || isSentenceOver || isOther(open, word)) {
        close();
        open = word;
      }
      parts.push(parts.length === 0 ? word.words : ` ${word.words}`);
      endSeconds = word.endSeconds;
    }
    isSentenceOver = sentenceEnd.test(word.words);
  }
  close();
  return segments;
}

function isOther(one: TimedWord, other: TimedWord): boolean {
  return one.speaker !== other.speaker || one.group !== other.group;
}

function segmentOf({ speaker, startSeconds }: TimedWord): Omit<Segment, 'endSeconds' | 'words'> {
  return { speaker, startSeconds };
}

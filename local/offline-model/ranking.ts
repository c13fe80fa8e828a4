import type { Sentence } from './sentences.ts';
import { contentWords } from './words.ts';

/** Sentences compared with one another to avoid saying a thing twice; more would not be linear. */
const comparedSentences = 60;

/** Two sentences that share more of their words than this say the same. */
const sameWordsShare = 0.5;

interface Ranked {
  readonly sentence: Sentence;
  readonly words: ReadonlySet<string>;
  readonly score: number;
}

/**
 * The sentences that hold most of the words the whole document is about, best first and no two
 * alike. Time grows with the document's length.
 */
export function rankSentences(
  sentences: readonly Sentence[],
  weightOf: (sentence: Sentence) => number = () => 1,
): Sentence[] {
  const bags = sentences.map((sentence) => new Set(contentWords(sentence.words)));
  const counts = new Map<string, number>();
  for (const word of bags.flatMap((bag) => [...bag])) counts.set(word, (counts.get(word) ?? 0) + 1);
  const ranked = sentences
    .map((sentence, index): Ranked => {
      const words = bags[index] ?? new Set<string>();
      const place = 1 + 0.3 * (1 - index / sentences.length);
      return {
        sentence,
        words,
        score: scoreOf(sentence, words, counts) * place * weightOf(sentence),
      };
    })
    .toSorted((a, b) => b.score - a.score || a.sentence.start - b.sentence.start)
    .slice(0, comparedSentences);
  const kept: Ranked[] = [];
  for (const candidate of ranked) {
    if (!kept.some((other) => saySame(candidate.words, other.words))) kept.push(candidate);
  }
  return kept.map(({ sentence }) => sentence);
}

function scoreOf(
  sentence: Sentence,
  words: ReadonlySet<string>,
  counts: ReadonlyMap<string, number>,
): number {
  if (sentence.block.kind === 'heading' || sentence.block.kind === 'row') return 0;
  const sum = [...words].reduce((total, word) => total + Math.log2(counts.get(word) ?? 1), 0);
  const isQuestion = /\?["'”’)]*$/u.test(sentence.words);
  const isWhole = /[.!…]["'”’)]*$/u.test(sentence.words);
  return (
    ((sum + words.size * 0.2) / (words.size + 6)) * (isQuestion ? 0.3 : 1) * (isWhole ? 1 : 0.4)
  );
}

function saySame(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  const shared = [...a].filter((word) => b.has(word)).length;
  return shared > Math.min(a.size, b.size) * sameWordsShare;
}

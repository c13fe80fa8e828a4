/** Scripts without spaces between words: every character counts as a word. */
const word =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}])[\p{L}\p{M}\p{N}])+/gu;

/** A word that was divided at the end of a line. */
const divided = /(\p{L})[-\u2010\u00AD]\s*\n\s*(\p{Ll})/gu;

/** The words of a text, whatever their case and whatever signs stand between them. */
function wordsOf(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  const plain = text.normalize('NFKC').toLowerCase().replaceAll(divided, '$1$2');
  for (const [found] of plain.matchAll(word)) counts.set(found, (counts.get(found) ?? 0) + 1);
  return counts;
}

/** How well words were found: harmonic mean of how many were found and how many found are right. */
export interface WordScore {
  readonly f1: number;
  readonly missing: number;
  readonly extra: number;
  /** In the ground truth. */
  readonly words: number;
}

/** Compares the words of two texts, each as often as it occurs, in whatever order. */
export function scoreWords(truth: string, found: string): WordScore {
  const expected = wordsOf(truth);
  const actual = wordsOf(found);
  let shared = 0;
  for (const [token, count] of expected) shared += Math.min(count, actual.get(token) ?? 0);
  const words = sum(expected);
  const foundWords = sum(actual);
  const f1 = words + foundWords === 0 ? 1 : (2 * shared) / (words + foundWords);
  return { f1, missing: words - shared, extra: foundWords - shared, words };
}

function sum(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((total, count) => total + count, 0);
}

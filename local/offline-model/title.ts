import type { Sentence } from './sentences.ts';

const longestTitleCharacters = 90;

/** A heading, else a short first line, else the beginning of the sentence that says most. */
export function titleOf(sentences: readonly Sentence[], ranked: readonly Sentence[]): string {
  const heading = sentences.find(({ block }) => block.kind === 'heading');
  const [first] = sentences;
  const isTitle =
    first !== undefined &&
    first.block.kind === 'prose' &&
    first.words.length <= longestTitleCharacters;
  const title = heading?.words ?? (isTitle ? first.words : (ranked[0] ?? first)?.words);
  return shorten(title ?? 'Untitled');
}

function shorten(text: string): string {
  const bare = text.replace(/[.:]+$/u, '');
  if (bare.length <= longestTitleCharacters) return bare;
  const space = bare.lastIndexOf(' ', longestTitleCharacters);
  return bare.slice(0, space > 0 ? space : longestTitleCharacters).replace(/[\p{P}\s]+$/u, '');
}

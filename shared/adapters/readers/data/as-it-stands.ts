import type { ReadText } from '../format-reader.ts';

/** A text that is read without a change. */
export function asItStands(text: string, warnings: readonly string[] = []): ReadText {
  return { text, turns: [], pages: null, durationSeconds: null, warnings };
}

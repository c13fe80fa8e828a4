import type { TextReader } from './text-reader.ts';

/** Plain text as it stands. */
export const readPlainText: TextReader = (text) => ({
  text,
  turns: [],
  pages: null,
  durationSeconds: null,
});

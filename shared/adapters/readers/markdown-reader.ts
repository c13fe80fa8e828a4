import type { FormatInput, ReadText } from './format-reader.ts';
import { findTextTurns } from './transcripts/text-turns.ts';

/**
 * Markdown as it stands: its marks tell a model the structure, and quotes must be found in it. Where
 * it is a transcript it has turns.
 */
export const readMarkdown = ({ text }: FormatInput): ReadText => ({
  text,
  turns: findTextTurns(text),
  pages: null,
  durationSeconds: null,
  warnings: [],
});

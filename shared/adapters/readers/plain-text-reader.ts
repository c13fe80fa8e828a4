import type { FormatInput, ReadText } from './format-reader.ts';
import { findTextTurns } from './transcripts/text-turns.ts';

/** Plain text as it stands; where it is a transcript, with its turns. */
export const readPlainText = ({ text }: FormatInput): ReadText => ({
  text,
  turns: findTextTurns(text),
  pages: null,
  durationSeconds: null,
  warnings: [],
});

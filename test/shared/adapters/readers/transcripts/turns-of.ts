import type { DocumentText } from '../../../../../shared/document/document-text.ts';

/** What was said, one row per turn: speaker, start, end, words. */
export function turnsOf({
  text,
  turns,
}: Pick<DocumentText, 'text' | 'turns'>): [string | null, number | null, number | null, string][] {
  return turns.map((turn) => [
    turn.speaker,
    turn.startSeconds,
    turn.endSeconds,
    text.slice(turn.start, turn.end),
  ]);
}

import type { Cue, DocumentText, Turn } from './document-text.ts';

/** Words that were shown from one second to another, before turns are made of them. */
export interface Caption {
  /** `null` where the source does not say who speaks; one line where it does. */
  readonly speaker: string | null;
  readonly startSeconds: number;
  /** Never before `startSeconds`. */
  readonly endSeconds: number;
  /** One line, not blank. */
  readonly words: string;
}

/**
 * How long captions without a speaker are joined: long enough to read as prose, short enough that
 * the time at the head of the line still tells when something was said.
 */
const longestUnnamedTurnSeconds = 30;

const sentenceEnd = /[.?!…。？！]["'”’»)\]]*$/u;

/**
 * Renders captions as a document: one line per turn, `[hh:mm:ss] Name: words`, without `Name: `
 * where nobody is named.
 *
 * Captions of one speaker that follow each other are one turn. Whether two captions without a
 * speaker are of the same person is not known, so they are joined only to the end of a sentence.
 * The ranges of turns and cues cover the words alone.
 */
export function textOfCaptions(
  captions: readonly Caption[],
): Pick<DocumentText, 'text' | 'turns' | 'durationSeconds'> {
  const lines: string[] = [];
  const turns: Turn[] = [];
  let offset = 0;
  let durationSeconds: number | null = null;

  for (const group of groupIntoTurns(captions)) {
    const { prefix, words, turn } = renderTurn(group, offset);
    lines.push(prefix + words);
    turns.push(turn);
    offset = turn.end + 1;
    durationSeconds = Math.max(durationSeconds ?? 0, turn.endSeconds ?? 0);
  }

  return { text: lines.join('\n'), turns, durationSeconds };
}

/** At least one caption: a turn without words does not exist. */
type Captions = [first: Caption, ...rest: Caption[]];

/**
 * One after the other: of a million captions the groups alone would take as much as the text.
 *
 * @yields the captions of one turn
 */
function* groupIntoTurns(captions: readonly Caption[]): Generator<Captions> {
  let group: Captions | null = null;
  for (const caption of captions) {
    if (group !== null && continuesTurn(group, caption)) {
      group.push(caption);
    } else {
      if (group !== null) yield group;
      group = [caption];
    }
  }
  if (group !== null) yield group;
}

function continuesTurn(group: Captions, next: Caption): boolean {
  const [first] = group;
  if (first.speaker !== next.speaker) return false;
  if (next.speaker !== null) return true;
  return (
    next.endSeconds - first.startSeconds <= longestUnnamedTurnSeconds &&
    !sentenceEnd.test(group.at(-1)?.words ?? '')
  );
}

function renderTurn(
  group: Captions,
  lineStart: number,
): { prefix: string; words: string; turn: Turn } {
  const [{ speaker, startSeconds }] = group;
  const prefix = `[${clockTime(startSeconds)}] ${speaker === null ? '' : `${speaker}: `}`;
  const start = lineStart + prefix.length;

  const cues: Cue[] = [];
  let cueStart = start;
  let endSeconds = startSeconds;
  for (const caption of group) {
    const end = cueStart + caption.words.length;
    cues.push({
      start: cueStart,
      end,
      startSeconds: caption.startSeconds,
      endSeconds: caption.endSeconds,
    });
    endSeconds = Math.max(endSeconds, caption.endSeconds);
    cueStart = end + 1;
  }

  const words = group.map((caption) => caption.words).join(' ');
  const turn = { start, end: start + words.length, speaker, startSeconds, endSeconds, cues };
  return { prefix, words, turn };
}

/** `3725.9` is `01:02:05`: the second that has begun. */
function clockTime(seconds: number): string {
  const whole = Math.floor(seconds);
  return [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60]
    .map((part) => String(part).padStart(2, '0'))
    .join(':');
}

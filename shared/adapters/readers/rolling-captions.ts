import { plainText } from './cue-voices.ts';
import type { WebVttCue } from './web-vtt-cues.ts';

/** A word's own time, which YouTube's automatic captions have and hardly any others. */
const wordTime = /<\d{1,3}:\d{2}[\d:.]*>/;

/** Above this share of cues with times of words, captions roll. */
const rollingShare = 0.2;

/** Where captions lost the times of words, so many cues have to continue what still is shown. */
const continuingShare = 0.3;
const fewestContinuing = 2;

/** No screen shows more lines of captions at once. */
const mostLinesShown = 4;

/** A later cue cannot carry lines over: the screen was empty in between. */
const longestGapSeconds = 0.1;

/**
 * Drops the lines that rolling captions show again: each of YouTube's cues begins with the line
 * that the one before ended with, so everything would be said two or three times.
 *
 * Only a line without times of words is taken for a repetition: words that are said twice have
 * their own.
 */
export function withoutRollingRepeats(cues: readonly WebVttCue[]): readonly WebVttCue[] {
  const carried = countCarriedOfEach(cues);
  if (!isTimedByWords(cues) && !continuesOften(cues, carried)) return cues;
  return cues.map((cue, index) => ({
    ...cue,
    lines: cue.lines.filter(isVisible).slice(carried[index]),
  }));
}

function isTimedByWords(cues: readonly WebVttCue[]): boolean {
  const timed = cues.filter(({ lines }) => lines.some((line) => wordTime.test(line)));
  return timed.length > cues.length * rollingShare;
}

function continuesOften(cues: readonly WebVttCue[], carried: readonly number[]): boolean {
  const continuing = cues.filter(({ lines }, index) => {
    const count = carried[index] ?? 0;
    return count > 0 && count < lines.filter(isVisible).length;
  });
  return continuing.length >= fewestContinuing && continuing.length > cues.length * continuingShare;
}

function countCarriedOfEach(cues: readonly WebVttCue[]): number[] {
  let shown: readonly string[] = [];
  let shownUntilSeconds = 0;
  return cues.map((cue) => {
    const lines = cue.lines.filter(isVisible);
    const isLater = cue.startSeconds > shownUntilSeconds + longestGapSeconds;
    const carried = isLater ? 0 : countCarried(shown, lines);
    shown = lines;
    shownUntilSeconds = cue.endSeconds;
    return carried;
  });
}

function isVisible(line: string): boolean {
  return plainText(line) !== '';
}

/** How many lines at the head of `lines` are the last ones that were shown. */
function countCarried(shown: readonly string[], lines: readonly string[]): number {
  const heads = lines.slice(0, mostLinesShown);
  for (let count = Math.min(heads.length, shown.length); count > 0; count -= 1) {
    const last = shown.slice(-count);
    const isCarried = last.every((line, index) => {
      const head = heads[index] ?? '';
      return !wordTime.test(head) && plainText(head) === plainText(line);
    });
    if (isCarried) return count;
  }
  return 0;
}

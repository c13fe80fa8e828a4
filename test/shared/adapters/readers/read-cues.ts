import { formatInput } from '../../../builders/reading.ts';
import { readWebVtt } from '../../../../shared/adapters/readers/web-vtt-reader.ts';

/** What was said, one row per cue: speaker, start, end, words. */
export function cuesOf(vtt: string): [string | null, number, number, string][] {
  const { text, turns } = readWebVtt(formatInput(vtt));
  return turns.flatMap(({ speaker, cues }) =>
    cues.map((cue): [string | null, number, number, string] => [
      speaker,
      cue.startSeconds,
      cue.endSeconds,
      text.slice(cue.start, cue.end),
    ]),
  );
}

/** `00:01:05.250`, as WebVTT writes times. */
export function timestamp(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const clock = [hours, minutes, seconds % 60].map((part) => digits(part, 2)).join(':');
  return `${clock}.${digits(milliseconds % 1000, 3)}`;
}

function digits(value: number, width: number): string {
  return String(value).padStart(width, '0');
}

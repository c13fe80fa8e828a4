/** A cue as it stands in the file: its times, and its lines with their tags. */
export interface WebVttCue {
  readonly startSeconds: number;
  /** Never before `startSeconds`. */
  readonly endSeconds: number;
  readonly lines: string[];
}

const timeSource = String.raw`(?:\d+:)?\d{1,3}:\d{1,2}(?:[.,]\d+)?`;
const timingLine = new RegExp(
  String.raw`^\s*(${timeSource})\s*-->(?:\s*(${timeSource}))?(?:\s.*)?$|^\s*-->\s*(${timeSource})(?:\s.*)?$`,
);
const timeParts = /^(?:(\d{1,5}):)?(\d+):(\d+)(?:[.,](\d+))?$/;
const otherBlock = /^(?:NOTE|STYLE|REGION)(?:\s|$)/;
/** A count, or what Teams writes: these are no words, wherever a line end was lost. */
const usualCueId = /^(?:\d+|[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\/\d+-\d+)$/i;

/**
 * Splits a WebVTT file into cues, in its order.
 *
 * Wider than the standard, so that no words are lost: cues may follow each other without a blank
 * line; text behind a blank line inside a cue is a cue of its own with the same times; a time that
 * cannot be read is taken from its neighbour (the end of the cue before, the start of the same).
 */
export function parseWebVttCues(text: string): WebVttCue[] {
  const cues: WebVttCue[] = [];
  // The header is a block that is no cue, like a note.
  let block: 'none' | 'skipped' | 'cue' = 'skipped';
  let mayContinue = false;

  for (const { previous, line, next } of linesOf(text.trimStart())) {
    if (isTiming(line, block === 'none')) {
      cues.push(openCue(line, cues.at(-1)));
      block = 'cue';
      mayContinue = true;
    } else if (line === '') {
      block = 'none';
    } else if (block === 'cue') {
      const opensNext = isTiming(next, false);
      // A blank line may hold spaces; but inside a cue YouTube writes such lines too.
      const isId = usualCueId.test(line.trim()) || previous.trim() === '';
      if (!(opensNext && isId)) cues.at(-1)?.lines.push(line);
    } else if (block === 'none' && otherBlock.test(line)) {
      block = 'skipped';
      mayContinue = false;
    } else if (block === 'none' && !isTiming(next, true)) {
      const last = cues.at(-1);
      if (mayContinue && last !== undefined && !usualCueId.test(line.trim())) {
        cues.push({ ...last, lines: [line] });
        block = 'cue';
      }
    }
  }
  return cues;
}

/**
 * Goes through the lines without an array of them all.
 *
 * @yields each line with its neighbours, empty where there are none
 */
function* linesOf(text: string): Generator<{ previous: string; line: string; next: string }> {
  let previous = '';
  let line: string | null = null;
  for (let start = 0; start <= text.length;) {
    const newline = text.indexOf('\n', start);
    const end = newline === -1 ? text.length : newline;
    const next = text.slice(start, end);
    if (line !== null) {
      yield { previous, line, next };
      previous = line;
    }
    line = next;
    start = end + 1;
  }
  if (line !== null) yield { previous, line, next: '' };
}

/** @param opensBlock whether an arrow alone tells: in a cue it may be one of the words */
function isTiming(line: string, opensBlock: boolean): boolean {
  return line.includes('-->') && (opensBlock || timingLine.test(line));
}

function openCue(line: string, previous: WebVttCue | undefined): WebVttCue {
  const [, start, end, endAlone] = timingLine.exec(line) ?? [];
  const startSeconds = secondsOf(start) ?? previous?.endSeconds ?? 0;
  const endSeconds = Math.max(startSeconds, secondsOf(end ?? endAlone) ?? startSeconds);
  return { startSeconds, endSeconds, lines: [] };
}

function secondsOf(time: string | undefined): number | null {
  const match = timeParts.exec(time ?? '');
  if (match === null) return null;
  const [, hours = '0', minutes, seconds, fraction = ''] = match;
  const whole = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  // Counted in milliseconds, so that 49.603 does not become 49.602999….
  return (whole * 1000 + Number(fraction.slice(0, 3).padEnd(3, '0'))) / 1000;
}

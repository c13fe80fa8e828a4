import type { Turn } from '../../../document/document-text.ts';
import { timeAloneOf, type TurnLabel, turnLabelOf } from './turn-label.ts';

/** Fewer lines that begin with a name may be anything. */
const fewestLabels = 4;

/** From the first label to the last, so many paragraphs have to begin with one. */
const fewestLabelledShare = 0.25;

/** So many turns have to be sentences: records of `Item: …` and `Price: …` are none. */
const fewestSentencesShare = 0.5;

/** How much may stand between two introductions. */
const mostParagraphsBetween = 2;

/** A recording that begins later than this is told by the clock on the wall. */
const latestFirstSeconds = 300;

const sentence = /[.?!…,;。？！，；]|(?:\S+\s+){5}\S/u;
const properName =
  /^(?:\p{Lu}{2,4}|\p{Lu}[\p{L}\p{M}.'’-]*(?:\s[(（\p{Lu}][\p{L}\p{M}.'’()（）-]*){1,3}(?:[(（]\p{L}{1,4}[)）])?)$/u;
const startsLowerCase = /^\p{Ll}/u;
const boundary = /^(?:#{1,6}\s|(?:-{3,}|\*{3,}|_{3,})\s*$)/;

/** A heading shows at once; of a rule so much is enough. */
const longestBoundary = 200;

/** A line that begins as a turn, and where it ends. */
interface LabelledLine extends TurnLabel {
  readonly lineStart: number;
  /** Also of a line before it that is only a time. */
  readonly stampSeconds: number | null;
  /** Where the next label or heading begins. */
  end: number;
}

interface Outline {
  readonly labelled: readonly LabelledLine[];
  /** How many paragraphs begin before each of `labelled`, itself counted. */
  readonly paragraphsUntil: readonly number[];
}

/**
 * Finds the turns of a transcript that is written as text: lines that begin with a name.
 *
 * The text stays as it is; ranges cover the words behind the label, up to the next label or heading.
 * Where it is doubtful that a text is a transcript it has no turns: several names have to come
 * again, often, and before sentences.
 */
export function findTextTurns(text: string): Turn[] {
  const outline = outlineOf(text);
  const { labelled, paragraphsUntil } = outline;
  const speakers = speakersOf(labelled);
  const lines = labelled.filter(({ name }) => speakers.has(name));
  if (lines.length < fewestLabels) return [];

  const isSpeaker = ({ name }: LabelledLine): boolean => speakers.has(name);
  const [first, last] = [labelled.findIndex(isSpeaker), labelled.findLastIndex(isSpeaker)];
  const paragraphs = (paragraphsUntil[last] ?? 0) - (paragraphsUntil[first] ?? 0) + 1;
  const isLowerCase = lines.some(({ name }) => startsLowerCase.test(name));
  const fewestShare = isLowerCase ? 2 * fewestLabelledShare : fewestLabelledShare;
  if (lines.length < paragraphs * fewestShare) return [];

  const all = labelled
    .slice(firstOfIntroductions(outline, first), last + 1)
    .filter((line) => isSpeaker(line) || properName.test(line.name));
  const turns = turnsOf(text, all);
  const sentences = turns.filter(({ start, end }) =>
    sentence.test(text.slice(start, Math.min(end, start + 400))),
  );
  return sentences.length < turns.length * fewestSentencesShare ? [] : turns;
}

function outlineOf(text: string): Outline {
  const labelled: LabelledLine[] = [];
  const paragraphsUntil: number[] = [];
  let paragraphs = 0;
  let isAfterBlank = true;
  let stampSeconds: number | null = null;

  for (let lineStart = 0; lineStart < text.length;) {
    const newline = text.indexOf('\n', lineStart);
    const lineEnd = newline === -1 ? text.length : newline;
    const line = text.slice(lineStart, lineEnd);
    const isBlank = !/[^\s\\]/.test(line);
    const time = isBlank ? null : timeAloneOf(line);
    const label = isBlank || time !== null ? null : turnLabelOf(line);
    const isBoundary = boundary.test(line.slice(0, longestBoundary));
    const last = labelled.at(-1);
    if (last !== undefined && (label !== null || time !== null || isBoundary)) {
      last.end = Math.min(last.end, lineStart);
    }

    if (time !== null) stampSeconds = time;
    else if (label !== null || (isAfterBlank && !isBlank && !isBoundary)) paragraphs += 1;
    if (label !== null) {
      labelled.push({
        ...label,
        lineStart,
        stampSeconds: label.seconds ?? stampSeconds,
        end: text.length,
      });
      paragraphsUntil.push(paragraphs);
      stampSeconds = null;
    }
    isAfterBlank = isBlank;
    lineStart = lineEnd + 1;
  }
  return { labelled, paragraphsUntil };
}

/** The names that come again; one alone only where times stand with it. */
function speakersOf(labelled: readonly LabelledLine[]): ReadonlySet<string> {
  const counts = new Map<string, number>();
  for (const { name } of labelled) counts.set(name, (counts.get(name) ?? 0) + 1);
  const speakers = new Set([...counts].filter(([, count]) => count > 1).map(([name]) => name));

  const stamped = labelled.filter(
    ({ name, stampSeconds }) => stampSeconds !== null && speakers.has(name),
  );
  return speakers.size > 1 || stamped.length >= fewestLabels ? speakers : new Set();
}

/**
 * Where people introduce themselves they are named in full, once: such lines belong to it if
 * hardly anything stands between them.
 */
function firstOfIntroductions({ labelled, paragraphsUntil }: Outline, first: number): number {
  let index = first;
  while (index > 0 && properName.test(labelled[index - 1]?.name ?? '')) {
    const between = (paragraphsUntil[index] ?? 0) - (paragraphsUntil[index - 1] ?? 0);
    if (between > mostParagraphsBetween) break;
    index -= 1;
  }
  return index;
}

function turnsOf(text: string, lines: readonly LabelledLine[]): Turn[] {
  const times = lines.map(({ stampSeconds }) => stampSeconds).filter((time) => time !== null);
  const isRecording =
    (times[0] ?? 0) <= latestFirstSeconds &&
    times.every((time, index) => time >= (times[index - 1] ?? 0));

  const turns: Turn[] = [];
  for (const { name, lineStart, length, end, stampSeconds } of lines) {
    const words = text.slice(lineStart + length, end);
    const spoken = words.trimStart();
    const start = lineStart + length + words.length - spoken.length;
    const spokenLength = lengthOfWords(spoken);
    if (spokenLength === 0) continue;
    turns.push({
      start,
      end: start + spokenLength,
      speaker: name,
      startSeconds: isRecording ? stampSeconds : null,
      endSeconds: null,
      cues: [],
    });
  }
  return turns;
}

/** Without white space at the end, nor the backslash that is Markdown's line break. */
function lengthOfWords(spoken: string): number {
  let length = spoken.length;
  while (length > 0 && /[\s\\]/.test(spoken.charAt(length - 1))) length -= 1;
  return length;
}

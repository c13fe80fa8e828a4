import { type Line, linesOf } from './lines.ts';

/** The `[00:01:05] Name: ` in front of a turn. */
export interface SpeakerLabel {
  /** `null` where the line has a time but no name. */
  readonly speaker: string | null;
  /** Where the words begin. */
  readonly bodyStart: number;
}

/** Below this share of a document's lines, lines that look like `Name: words` are something else. */
const leastShareOfTurns = 0.3;

/** Labels of a record's head, which nobody speaks under. */
const headLabelPattern =
  /^(?:present|attendees|participants|apologies|absent|date|time|place|agenda|subject|topic|note|notes|status|author|from|to|cc|obecni|nieobecni|data|miejsce|temat|uwaga|protokołował\p{L}*)$/iu;

const stampPattern = /^\s*(?:[-*]\s+)?[[(]?\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?[\])]?[ \t]+/u;
const namePattern = /^\s*(?:\*\*)?(\p{L}[^:\n|*#<>?!;]{0,47}?)(?:\*\*)?:(?:\*\*)?[ \t]+(?=\S)/u;

/** Finds the lines that begin a turn, by the offset at which the line starts. */
export function findSpeakerLabels(text: string): Map<number, SpeakerLabel> {
  const candidates = linesOf(text)
    .filter(({ text: line }) => line.trim() !== '')
    .map(readLine);
  const counts = new Map<string, number>();
  for (const { name } of candidates) {
    if (name !== null) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const isSpeaker = (name: string): boolean => {
    const isProperName = name.split(/\s+/u).every((word) => /^[\p{Lu}\p{N}(]/u.test(word));
    return !headLabelPattern.test(name) && ((counts.get(name) ?? 0) >= 2 || isProperName);
  };
  const turns = candidates.filter(
    ({ stampEnd, name }) => stampEnd !== null || (name !== null && isSpeaker(name)),
  );
  const isTranscript =
    turns.length >= 2 &&
    turns.length >= candidates.length * leastShareOfTurns &&
    (turns.some(({ stampEnd }) => stampEnd !== null) ||
      [...counts.values()].some((count) => count >= 2));
  if (!isTranscript) return new Map();
  return new Map(
    turns.map(({ start, stampEnd, name, nameEnd }): [number, SpeakerLabel] =>
      name !== null && isSpeaker(name)
        ? [start, { speaker: name, bodyStart: nameEnd }]
        : [start, { speaker: null, bodyStart: stampEnd ?? start }],
    ),
  );
}

interface CandidateLine {
  readonly start: number;
  readonly stampEnd: number | null;
  readonly name: string | null;
  readonly nameEnd: number;
}

function readLine({ start, text }: Line): CandidateLine {
  const stampLength = stampPattern.exec(text)?.[0].length ?? 0;
  const label = namePattern.exec(text.slice(stampLength));
  const name = label?.[1]?.trim() ?? null;
  return {
    start,
    stampEnd: stampLength > 0 ? start + stampLength : null,
    name: name !== null && name.split(/\s+/u).length <= 5 ? name : null,
    nameEnd: start + stampLength + (label?.[0].length ?? 0),
  };
}

import type { Voice } from './cue-voices.ts';

/** `Ada Lovelace: `, `[Ada]: `, `>> ADA: `, `speaker_1: `, `张三：`, at the start of a line. */
const label =
  /^(?:>>+\s*)?\[?((?:[\p{Lu}\p{Lt}\p{Lo}][\p{L}\p{M}\p{N}.,'’()&/ _-]{0,60}?)|\p{Ll}{1,20}_\d{1,3})\]?(?::(?:\s+|$)|：\s*)/u;

const mostWords = 6;

/** Of the cues of a file whose speakers stand before the words, at least this share has a label. */
const labelledShare = 0.25;

/** Where at least this share has one, also a name that stands there only once is a speaker's. */
const surelyLabelledShare = 0.5;

/**
 * Finds the names that stand before the words, as Zoom writes them.
 *
 * `Note: …` or `He said: …` now and then is no speaker: a good part of the cues has to be labelled,
 * and a name has to come twice unless most cues are.
 *
 * @param firstLines the first line of each cue
 */
export function findSpeakerLabels(firstLines: readonly string[]): ReadonlySet<string> {
  const counts = new Map<string, number>();
  let labelled = 0;
  for (const line of firstLines) {
    const name = labelOf(line)?.name;
    if (name === undefined) continue;
    counts.set(name, (counts.get(name) ?? 0) + 1);
    labelled += 1;
  }

  if (labelled < 2 || labelled < firstLines.length * labelledShare) return new Set();
  const fewest = labelled >= firstLines.length * surelyLabelledShare ? 1 : 2;
  return new Set([...counts].filter(([, count]) => count >= fewest).map(([name]) => name));
}

/** Splits the lines of a cue where one begins with a label; lines before the first are nobody's. */
export function splitAtLabels(lines: readonly string[], labels: ReadonlySet<string>): Voice[] {
  const voices: { speaker: string | null; lines: string[] }[] = [];
  for (const line of lines) {
    const found = labelOf(line);
    if (found !== null && labels.has(found.name)) {
      const words = line.slice(found.length);
      voices.push({ speaker: found.name, lines: words === '' ? [] : [words] });
      continue;
    }
    const voice = voices.at(-1);
    if (voice === undefined) voices.push({ speaker: null, lines: [line] });
    else voice.lines.push(line);
  }
  return voices;
}

function labelOf(line: string): { name: string; length: number } | null {
  const match = label.exec(line);
  const name = match?.[1]?.trim();
  if (match === null || name === undefined || name.split(' ').length > mostWords) return null;
  return { name, length: match[0].length };
}

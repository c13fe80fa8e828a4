/** How a line of a transcript says who speaks. */
export interface TurnLabel {
  readonly name: string;
  /** The time that stands beside the name; `null` where none does. */
  readonly seconds: number | null;
  /** Where the words begin in the line. */
  readonly length: number;
}

/** A label is short: only this much of a line is looked at. */
const longestLabel = 160;

const mostWords = 6;

const time = String.raw`(?:\d{1,3}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?`;
const stamp = String.raw`(?:[[(<]?(${time})[\])>]?)`;
const date = String.raw`\[?\d{1,4}[./-]\d{1,2}[./-]\d{1,4},? \d{1,2}:\d{2}(?::\d{2})?(?:\s?[AP]M)?\]?\s*(?:-\s*)?`;
const name = String.raw`(\p{L}[\p{L}\p{M}\p{N}.,'’()（）&/ _-]{0,60}?)`;
const bold = String.raw`(?:\*\*|__)?`;

/**
 * `Ada: `, `**Ada:** `, `[00:01:02] Ada: `, `Ada (00:01:02): `, `SA：`, `>> ADA: `, and
 * `31/12/2025, 10:02 - Ada: ` as messengers write it.
 */
const labelWithColon = new RegExp(
  String.raw`^\s{0,8}(?:>>+\s*)?${bold}(?:${date}|${stamp}\s*(?:[-–|]\s*)?)?${bold}${name}${bold}(?:\s*${stamp})?(?::${bold}(?=\s|$)|：${bold})${bold}\s*`,
  'iu',
);

/** A name and a time that have the line for themselves, as Teams and Otter write them. */
const labelAlone = new RegExp(String.raw`^\s{0,8}${bold}${name}${bold}\s+${stamp}${bold}\s*$`, 'u');
const labelAloneAfterTime = new RegExp(
  String.raw`^\s{0,8}${bold}${stamp}\s+${bold}${name}${bold}\s*$`,
  'u',
);

const timeAlone = new RegExp(String.raw`^\s{0,8}(?:#{1,6}\s+)?${bold}${stamp}${bold}\s*$`, 'u');

/** What stands before a colon again and again, and is nobody. */
const nobody =
  /^(?:notes?|dates?|times?|subject|topics?|from|to|cc|bcc|re|warning|tips?|practice tips|examples?|summary|actions?|action items?|agenda|location|attendees|participants|present|todo|decisions?|title|tags|links?|status|owner|due|price|total|item|id|name|address|phone|e-?mail|url|source|see also|references?|related provisions)$/i;

/** @returns `null` where the line does not begin as a turn */
export function turnLabelOf(line: string): TurnLabel | null {
  const head = line.slice(0, longestLabel);
  if (/[:：]/.test(head)) {
    const [match, before, found, after] = labelWithColon.exec(head) ?? [];
    if (match !== undefined) return labelFrom(found, before ?? after, match.length);
  }
  if (line.length > longestLabel || !/\d:\d\d/.test(head)) return null;

  const [, first, firstTime] = labelAlone.exec(head) ?? [];
  if (first !== undefined) return labelFrom(first, firstTime, line.length);
  const [, secondTime, second] = labelAloneAfterTime.exec(head) ?? [];
  return labelFrom(second, secondTime, line.length);
}

/** The time of a line, or a heading, that is nothing else; `null` where it is. */
export function timeAloneOf(line: string): number | null {
  if (line.length > longestLabel) return null;
  return secondsOf(timeAlone.exec(line)?.[1]);
}

function labelFrom(
  found: string | undefined,
  written: string | undefined,
  length: number,
): TurnLabel | null {
  const trimmed = found?.trim() ?? '';
  if (trimmed === '' || trimmed.split(/\s+/).length > mostWords || nobody.test(trimmed))
    return null;
  return { name: trimmed, seconds: secondsOf(written), length };
}

function secondsOf(written: string | undefined): number | null {
  if (written === undefined) return null;
  const [seconds = 0, minutes = 0, hours = 0] = written
    .replace(',', '.')
    .split(':')
    .map(Number)
    .toReversed();
  return hours * 3600 + minutes * 60 + seconds;
}

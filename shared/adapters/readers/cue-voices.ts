/** What one speaker says in a cue. */
export interface Voice {
  /** `null` where the cue does not name one. */
  readonly speaker: string | null;
  /** Plain text; no line is blank. */
  readonly lines: readonly string[];
}

const voiceTag = /<v(?:\.[^\s<>]*)?(?:\s([^<>]*))?>|<\/v>/gi;
const otherTag =
  /<\/?(?:[bcisuvp]|ruby|rt|lang|font|span|div|em|strong)(?:[.\s][^<>]*)?>|<\d[\d:.,]*>|\{\\[^{}]*\}/gi;
const lineBreakTag = /<br\s?\/?>/gi;
const characterReference = /&(?:#(\d{1,7})|#x([\da-f]{1,6})|(amp|lt|gt|nbsp|quot|apos|lrm|rlm));/gi;

const named: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  nbsp: ' ',
  quot: '"',
  apos: "'",
  lrm: '\u200E',
  rlm: '\u200F',
};

/**
 * Splits the payload of a cue at its `<v Name>` tags.
 *
 * A voice ends at its end tag, at the next voice, or with the cue: words behind an end tag are
 * nobody's.
 */
export function voicesOf(lines: readonly string[]): Voice[] {
  if (!lines.some((line) => line.includes('<'))) return voicesWithoutTags(lines);

  const payload = lines.join('\n');
  const voices: Voice[] = [];
  let speaker: string | null = null;
  let start = 0;

  const endVoiceAt = (end: number): void => {
    const words = payload.slice(start, end).split('\n').map(plainText);
    const spoken = words.filter((line) => line !== '');
    if (spoken.length > 0) voices.push({ speaker, lines: spoken });
  };
  for (const match of payload.matchAll(voiceTag)) {
    endVoiceAt(match.index);
    const name = plainText(match[1] ?? '');
    speaker = name === '' ? null : name;
    start = match.index + match[0].length;
  }
  endVoiceAt(payload.length);
  return voices;
}

function voicesWithoutTags(lines: readonly string[]): Voice[] {
  const spoken = lines.map(plainText).filter((line) => line !== '');
  return spoken.length === 0 ? [] : [{ speaker: null, lines: spoken }];
}

/** Whatever plain text does not have; most lines have none of it. */
const needsWork = /[<&{]|\s\s|[^\S ]/;

/** A line of a cue without tags, its character references decoded, white space collapsed. */
export function plainText(line: string): string {
  if (!needsWork.test(line)) return line.trim();
  return line
    .replaceAll(lineBreakTag, ' ')
    .replaceAll(otherTag, '')
    .replaceAll(characterReference, decodeReference)
    .replaceAll(/\s+/g, ' ')
    .trim();
}

function decodeReference(reference: string, ...groups: (string | undefined)[]): string {
  const [decimal, hexadecimal, name] = groups;
  if (name !== undefined) return named[name.toLowerCase()] ?? reference;
  const codePoint =
    decimal === undefined ? Number.parseInt(hexadecimal ?? '', 16) : Number(decimal);
  return isTextCodePoint(codePoint) ? String.fromCodePoint(codePoint) : ' ';
}

/** Whether it may stand in a text: no control character, surrogate or byte order mark. */
function isTextCodePoint(codePoint: number): boolean {
  return (
    codePoint >= 0x20 &&
    codePoint <= 0x10ffff &&
    codePoint !== 0x7f &&
    codePoint !== 0xfeff &&
    (codePoint < 0xd800 || codePoint > 0xdfff)
  );
}

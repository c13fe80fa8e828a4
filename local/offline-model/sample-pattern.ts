/**
 * The shortest text that a simple regular expression fits: literals, classes, groups, alternatives
 * and counts. `null` for look-around and back references.
 */
export function samplePattern(pattern: string): string | null {
  const reader = { pattern, at: 0 };
  const sample = readAlternatives(reader);
  return reader.at === pattern.length ? sample : null;
}

interface PatternReader {
  readonly pattern: string;
  at: number;
}

const escapedClasses: Readonly<Record<string, string>> = {
  d: '0',
  w: 'a',
  s: ' ',
  D: 'a',
  W: ' ',
  S: 'a',
  t: '\t',
  n: '\n',
  b: '',
};
const groupStart = /\((?:\?:|\?<[A-Za-z]\w*>)?(?!\?)/uy;
const countPattern = /(?:\{(\d+)(?:,\d*)?\}|[*?+])\??/uy;
const classPattern = /\[(\^?)((?:\\.|[^\]\\])*)\]/uy;
const escapePattern = /\\(?:[pP]\{[^}]*\}|u\{?[\dA-Fa-f]+\}?|[^1-9])/uy;
const plainPattern = /[^\\()[\]|*+?{}]/uy;

function take(reader: PatternReader, sticky: RegExp): RegExpExecArray | null {
  sticky.lastIndex = reader.at;
  const match = sticky.exec(reader.pattern);
  if (match !== null) reader.at += match[0].length;
  return match;
}

function readAlternatives(reader: PatternReader): string | null {
  const first = readSequence(reader);
  while (reader.pattern[reader.at] === '|') {
    reader.at += 1;
    readSequence(reader);
  }
  return first;
}

function readSequence(reader: PatternReader): string | null {
  let sample = '';
  while (reader.at < reader.pattern.length && !/[|)]/u.test(reader.pattern[reader.at] ?? '')) {
    const atom = readAtom(reader);
    if (atom === null) return null;
    const count = take(reader, countPattern);
    sample += atom.repeat(count === null ? 1 : leastRepeats(count));
  }
  return sample;
}

function leastRepeats([text, least]: RegExpExecArray): number {
  return least === undefined ? Number(text.startsWith('+')) : Number(least);
}

function readAtom(reader: PatternReader): string | null {
  if (take(reader, groupStart) !== null) {
    const inside = readAlternatives(reader);
    reader.at += 1;
    return inside;
  }
  const characterClass = take(reader, classPattern);
  if (characterClass !== null) return memberOf(characterClass[0], characterClass[2] ?? '');
  const escape = take(reader, escapePattern);
  if (escape !== null)
    return escapedClasses[escape[0].slice(1)] ?? memberOf(escape[0], escape[0].slice(1));
  const plain = take(reader, plainPattern);
  if (plain === null) return null;
  return plain[0] === '^' || plain[0] === '$' ? '' : plain[0].replace('.', 'a');
}

/** The first of some everyday characters that a class has. */
function memberOf(characterClass: string, inside: string): string | null {
  const isMember = new RegExp(`^${characterClass}$`, 'u');
  return Array.from(`a0A1- _.b${inside}`).find((character) => isMember.test(character)) ?? null;
}

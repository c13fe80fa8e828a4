import { unzipSync, zipSync } from 'fflate';
import type { Random } from './random.ts';

type Mutation = (bytes: Uint8Array, random: Random) => Uint8Array;

/** What parsers trip over: ends of things, and numbers at the edge. */
const tokens: readonly string[] = [
  '\0',
  '\uFEFF',
  '\uD83D',
  '-1',
  '99999999999999999999',
  '0x7fffffff',
  'NaN',
  '%s%n',
  '"',
  "'",
  '<',
  '>',
  '</',
  '<!--',
  ']]>',
  '<![CDATA[',
  '&#xFFFFFFFF;',
  '&a;',
  '{',
  '}',
  '[',
  ']',
  String.raw`\u0000`,
  String.raw`\bin9999 `,
  ' --> ',
  '\n\n',
  '\r',
  '\t',
  ',',
  ';',
  ':',
  '- ',
  '*a',
  'endstream',
  '<<',
  '>>',
  '99 0 R',
  '--',
  '../',
];

/** What size fields hold where a file lies. */
const sizes: readonly number[] = [
  0, 1, 0x7f_ff, 0xff_ff, 0x7f_ff_ff_ff, 0xff_ff_ff_ff, 0x10_00_00_00,
];

const mutations: readonly Mutation[] = [
  flipBits,
  truncate,
  remove,
  repeat,
  exchange,
  insertToken,
  overwriteSize,
  overwriteDigits,
];

/** A document with one to four things wrong with it. */
export function mutate(bytes: Uint8Array, random: Random): Uint8Array {
  const isPackage = bytes[0] === 0x50 && bytes[1] === 0x4b;
  return isPackage && random.fraction() < 0.6 ? mutatePart(bytes, random) : damage(bytes, random);
}

/** Beginning of one document, end of another. */
export function splice(one: Uint8Array, other: Uint8Array, random: Random): Uint8Array {
  return Buffer.concat([
    one.subarray(0, random.below(one.length + 1)),
    other.subarray(random.below(other.length + 1)),
  ]);
}

function damage(bytes: Uint8Array, random: Random): Uint8Array {
  let damaged = bytes;
  const count = 1 + random.below(4);
  for (let index = 0; index < count; index += 1) damaged = random.pick(mutations)(damaged, random);
  return damaged;
}

/** A package that is sound but for one of its parts: damage that gets as far as the parser of it. */
function mutatePart(bytes: Uint8Array, random: Random): Uint8Array {
  const parts = unzipSync(bytes);
  const name = random.pick(Object.keys(parts));
  const part = parts[name] ?? new Uint8Array();
  return zipSync({ ...parts, [name]: damage(part, random) }, { level: 0 });
}

function flipBits(bytes: Uint8Array, random: Random): Uint8Array {
  const flipped = Uint8Array.from(bytes);
  const count = 1 + random.below(10);
  for (let index = 0; index < count && flipped.length > 0; index += 1) {
    const at = random.below(flipped.length);
    flipped[at] = (flipped[at] ?? 0) ^ (1 << random.below(8));
  }
  return flipped;
}

function truncate(bytes: Uint8Array, random: Random): Uint8Array {
  return bytes.subarray(0, random.below(bytes.length + 1));
}

function remove(bytes: Uint8Array, random: Random): Uint8Array {
  const [start, end] = rangeOf(bytes, random);
  return Buffer.concat([bytes.subarray(0, start), bytes.subarray(end)]);
}

function repeat(bytes: Uint8Array, random: Random): Uint8Array {
  const [start, end] = rangeOf(bytes, random);
  const times = random.pick([2, 2, 3, 50]);
  const part = bytes.subarray(start, end);
  return Buffer.concat([
    bytes.subarray(0, start),
    ...Array.from({ length: times }, () => part),
    bytes.subarray(end),
  ]);
}

function exchange(bytes: Uint8Array, random: Random): Uint8Array {
  const [start, end] = rangeOf(bytes, random);
  const part = bytes.subarray(start, end);
  const rest = Buffer.concat([bytes.subarray(0, start), bytes.subarray(end)]);
  const at = random.below(rest.length + 1);
  return Buffer.concat([rest.subarray(0, at), part, rest.subarray(at)]);
}

function insertToken(bytes: Uint8Array, random: Random): Uint8Array {
  const at = random.below(bytes.length + 1);
  const token = Buffer.from(random.pick(tokens));
  return Buffer.concat([bytes.subarray(0, at), token, bytes.subarray(at)]);
}

function overwriteSize(bytes: Uint8Array, random: Random): Uint8Array {
  const overwritten = Buffer.from(bytes);
  if (overwritten.length < 4) return overwritten;
  const at = random.below(overwritten.length - 3);
  const size = random.pick(sizes);
  if (random.fraction() < 0.5) overwritten.writeUInt32LE(size, at);
  else overwritten.writeUInt32BE(size, at);
  return overwritten;
}

/** Puts another number where a number is written out, as texts, PDF and XML have their sizes. */
function overwriteDigits(bytes: Uint8Array, random: Random): Uint8Array {
  const text = Buffer.from(bytes).toString('latin1');
  const numbers = [...text.matchAll(/\d+/g)];
  if (numbers.length === 0) return bytes;
  const { index, 0: digits } = random.pick(numbers);
  const size = random.pick(sizes).toString();
  return Buffer.from(text.slice(0, index) + size + text.slice(index + digits.length), 'latin1');
}

function rangeOf(bytes: Uint8Array, random: Random): readonly [start: number, end: number] {
  const start = random.below(bytes.length + 1);
  const longest = random.pick([4, 64, bytes.length]);
  return [start, Math.min(bytes.length, start + random.below(longest + 1))];
}

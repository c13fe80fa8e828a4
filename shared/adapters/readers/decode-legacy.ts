import { analyse } from 'chardet';
import type { DecodedText } from './decoded-text.ts';
import { windowsSiblingOf } from './windows-siblings.ts';

/** What the detector is shown, in bytes: more of it only takes longer. */
const sampleLength = 65_536;

/** How far into a document its declaration is looked for, in bytes. */
const declarationLength = 2048;

/** Below this confidence, of 100, the detector's order is chance for texts of one line. */
const sureConfidence = 40;

const fallback = 'windows-1252';

/** The detector leaves these out where a line is short, though their script shows itself at once. */
const alsoTried = [fallback, 'windows-1251', 'windows-1256'];

/** Names that the detector gives to what was ruled out before, or what no decoder knows. */
const notLegacy = /^(?:ASCII|UTF-|ISO-2022-(?:KR|CN)|mbcs)/i;

const declaration = /^\s*<[^]*?\b(?:charset|encoding)\s*=\s*["']?([\w.:-]{2,40})/i;

/** What a text read in a wrong code page shows: case or script changes inside words, signs in them. */
const implausible =
  /\p{Ll}\p{Lu}|\p{L}[\u0080-\u00bf\p{S}]+\p{L}|\p{Script=Latin}(?!\p{Script=Latin})\p{L}|(?!\p{Script=Latin})\p{L}\p{Script=Latin}|[\u0080-\u009f\ufffd]/gu;

/**
 * Decodes a text in an encoding from before Unicode: the one that its markup declares, else the one
 * that its bytes look most like, else windows-1252.
 */
export function decodeLegacy(bytes: Uint8Array): DecodedText {
  const declared = declaredEncoding(bytes);
  const text = declared === null ? null : decodeStrictly(bytes, declared);
  if (declared !== null && text !== null) return { text, encoding: declared, warnings: [] };

  const found = detect(bytes);
  return {
    ...found,
    warnings: [
      `decoded as ${found.encoding}: the document does not say so, its bytes look like it`,
    ],
  };
}

function detect(bytes: Uint8Array): { text: string; encoding: string } {
  const sample = tellingLines(bytes);
  const candidates = analyse(sample).filter(({ name }) => !notLegacy.test(name));
  for (const likely of likelyFirst(sample, candidates)) {
    const encoding = windowsSiblingOf(likely, sample);
    const text = decodeStrictly(bytes, encoding);
    if (text !== null) return { text, encoding };
  }
  return { text: new TextDecoder(fallback).decode(bytes), encoding: fallback };
}

/** The first lines that are not ASCII alone, which would pass for any language of Latin letters. */
function tellingLines(bytes: Uint8Array): Uint8Array {
  const sample = new Uint8Array(sampleLength);
  let length = 0;
  for (let start = 0; start < bytes.length && length < sampleLength;) {
    const lineEnd = bytes.indexOf(0x0a, start);
    const end = lineEnd === -1 ? bytes.length : lineEnd + 1;
    const line = bytes.subarray(start, end);
    if (line.some((byte) => byte > 0x7f || byte === 0x1b)) {
      const shown = line.subarray(0, sampleLength - length);
      sample.set(shown, length);
      length += shown.length;
    }
    start = end;
  }
  return sample.subarray(0, length);
}

function likelyFirst(
  sample: Uint8Array,
  candidates: readonly { name: string; confidence: number }[],
): string[] {
  const names = candidates.map(({ name }) => name.toLowerCase());
  if ((candidates[0]?.confidence ?? 0) >= sureConfidence) return names;

  const rated = [...names, ...alsoTried].map((name) => ({ name, flaws: countFlaws(sample, name) }));
  return rated.toSorted((one, other) => one.flaws - other.flaws).map(({ name }) => name);
}

function countFlaws(sample: Uint8Array, encoding: string): number {
  const text = decodeStrictly(sample, encoding);
  return text === null ? Infinity : (text.match(implausible)?.length ?? 0);
}

function declaredEncoding(bytes: Uint8Array): string | null {
  const head = new TextDecoder(fallback).decode(bytes.subarray(0, declarationLength));
  const name = declaration.exec(head)?.[1]?.toLowerCase();
  // UTF-8 and UTF-16 were tried before, and what is declared is often not what was saved.
  return name === undefined || notLegacy.test(name) ? null : name;
}

/** @returns `null` where the bytes are not valid in it, or nothing here can decode it */
function decodeStrictly(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

import type { Caption } from '../../../document/captions.ts';
import type { Segment } from './transcript-vendor.ts';

/** Some 30 years: what is later is no time in a recording. */
const latestSeconds = 1e9;

/** Makes captions of what a vendor says: one line of words each, never ending before it begins. */
export function captionsOfSegments(segments: readonly Segment[]): Caption[] {
  const captions: Caption[] = [];
  let lastEndSeconds = 0;
  for (const segment of segments) {
    const words = lineOf(segment.words);
    if (words === '') continue;

    const startSeconds = validSeconds(segment.startSeconds) ?? lastEndSeconds;
    const endSeconds = Math.max(startSeconds, validSeconds(segment.endSeconds) ?? startSeconds);
    const speaker = lineOf(segment.speaker ?? '');
    captions.push({ speaker: speaker === '' ? null : speaker, startSeconds, endSeconds, words });
    lastEndSeconds = endSeconds;
  }
  return captions;
}

/** JSON's escapes bring back what decoding took out: control characters, marks, lone surrogates. */
export function lineOf(text: string): string {
  return text
    .toWellFormed()
    .replaceAll('\uFEFF', '')
    .replaceAll(/[\s\p{Cc}]+/gu, ' ')
    .trim();
}

function validSeconds(seconds: number | null): number | null {
  return seconds !== null && seconds >= 0 && seconds <= latestSeconds ? seconds : null;
}

import { array, type Arbitrary, boolean, nat, option, record, string } from 'fast-check';
import type { DocumentText, Page, Turn } from '../../shared/document/document-text.ts';

/** A document's text without turns and pages; `parts` says otherwise. */
export function documentTextOf(text: string, parts: Partial<DocumentText> = {}): DocumentText {
  return {
    text,
    format: 'plain-text',
    mediaType: 'text/plain',
    turns: [],
    pages: null,
    warnings: [],
    durationSeconds: null,
    ...parts,
  };
}

/** Texts as readers make them: turns with captions, or pages, or both, in order. */
export function arbitraryDocumentText(): Arbitrary<DocumentText> {
  const pieces = array(string({ unit: 'grapheme', maxLength: 20 }), { minLength: 1, maxLength: 4 });
  return record({
    pieces,
    hasTurns: boolean(),
    hasPages: boolean(),
    durationSeconds: option(nat({ max: 10_000 })),
    warnings: array(string({ maxLength: 10 }), { maxLength: 2 }),
  }).map(({ pieces: texts, hasTurns, hasPages, durationSeconds, warnings }) => {
    const ranges = rangesOf(texts);
    return documentTextOf(texts.join(''), {
      turns: hasTurns ? ranges.map(turnOf) : [],
      pages: hasPages ? ranges.map(pageOf) : null,
      durationSeconds,
      warnings,
    });
  });
}

interface Range {
  readonly start: number;
  readonly end: number;
}

function rangesOf(texts: readonly string[]): Range[] {
  let start = 0;
  return texts.map((text) => {
    const range = { start, end: start + text.length };
    start = range.end;
    return range;
  });
}

function turnOf(range: Range, index: number): Turn {
  const times = { startSeconds: index, endSeconds: index + 1 };
  return { ...range, speaker: `Speaker ${index}`, ...times, cues: [{ ...range, ...times }] };
}

function pageOf(range: Range, index: number): Page {
  return { ...range, number: index + 1, label: null };
}

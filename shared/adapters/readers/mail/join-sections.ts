import type { Turn } from '../../../document/document-text.ts';
import { DocumentTooComplex } from '../../../failure/document-errors.ts';

/** A part of a text that is put together. */
export interface Section {
  readonly text: string;
  readonly turns: readonly Turn[];
}

/** Where a section came to lie. */
export interface PlacedSection<Part extends Section> {
  readonly section: Part;
  readonly start: number;
  readonly end: number;
}

/**
 * Puts sections below each other, a blank line between, and moves the ranges of their turns.
 *
 * @throws {DocumentTooComplex} where the text would be longer than one document's may be
 */
export function joinSections<Part extends Section>(
  sections: readonly Part[],
  maximumCharacters: number,
): Section & { readonly placed: readonly PlacedSection<Part>[] } {
  const placed: PlacedSection<Part>[] = [];
  const turns: Turn[] = [];
  let offset = 0;
  for (const section of sections) {
    const start = offset;
    const end = start + section.text.length;
    if (end > maximumCharacters) {
      throw new DocumentTooComplex(`more than ${maximumCharacters} characters`);
    }
    placed.push({ section, start, end });
    for (const turn of section.turns) turns.push(moved(turn, start));
    offset = end + 2;
  }
  return { text: sections.map(({ text }) => text).join('\n\n'), turns, placed };
}

function moved(turn: Turn, by: number): Turn {
  const cues = turn.cues.map((cue) => ({ ...cue, start: cue.start + by, end: cue.end + by }));
  return { ...turn, start: turn.start + by, end: turn.end + by, cues };
}

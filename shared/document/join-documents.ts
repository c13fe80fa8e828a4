import { createHash } from 'node:crypto';
import type { DocumentMember, DocumentText, Page, Turn } from './document-text.ts';
import type { ManifestMember } from './documents-manifest.ts';
import { memberNames } from './member-names.ts';

/** One of several documents, read. */
export interface ReadMember extends ManifestMember {
  /** The version that was read: a version id, or the ETag where the store has none. */
  readonly version: string;
  readonly text: DocumentText;
}

/** Between a heading and its text, and between a text and the next heading. */
const gap = '\n\n';

/**
 * Makes one text of several documents, in their order, each below a heading that names it.
 *
 * Every character belongs to exactly one member: heading, text and the gap behind it. Times and
 * page numbers stay those of the member. Pages are those of the members that have some; the
 * duration is known where it is known of all, and is then the sum.
 */
export function joinDocuments(members: readonly ReadMember[]): DocumentText {
  const names = memberNames(members);
  const mark = markOf(members, names);
  const turns: Turn[] = [];
  const pages: Page[] = [];
  const ranges: DocumentMember[] = [];
  const warnings: string[] = [];
  let text = '';
  for (const [index, { key, version, text: own }] of members.entries()) {
    const name = names[index] ?? key;
    const start = text.length;
    text += `# ${name} (document ${index + 1} of ${members.length}, mark ${mark})${gap}`;
    const by = text.length;
    text += own.text + (index + 1 < members.length ? gap : '');
    ranges.push({ start, end: text.length, key, version });
    turns.push(...own.turns.map((turn) => movedTurn(turn, by)));
    pages.push(...(own.pages ?? []).map((page) => moved(page, by)));
    warnings.push(...own.warnings.map((warning) => `${name}: ${warning}`));
  }
  return {
    text,
    format: 'documents',
    mediaType: 'application/json',
    turns,
    pages: members.every((member) => member.text.pages === null) ? null : pages,
    members: ranges,
    warnings,
    durationSeconds: sumOf(members.map((member) => member.text.durationSeconds)),
  };
}

/** A hash of all the texts: none of them can contain it, and so none can forge a heading. */
function markOf(members: readonly ReadMember[], names: readonly string[]): string {
  return createHash('sha256')
    .update(JSON.stringify([names, members.map(({ text }) => text.text)]))
    .digest('hex')
    .slice(0, 16);
}

function moved<Range extends { readonly start: number; readonly end: number }>(
  range: Range,
  by: number,
): Range {
  return { ...range, start: range.start + by, end: range.end + by };
}

function movedTurn(turn: Turn, by: number): Turn {
  return { ...moved(turn, by), cues: turn.cues.map((cue) => moved(cue, by)) };
}

/** What is not known of one is not known of all. */
function sumOf(seconds: readonly (number | null)[]): number | null {
  return seconds.reduce((sum, one) => (sum === null || one === null ? null : sum + one), 0);
}

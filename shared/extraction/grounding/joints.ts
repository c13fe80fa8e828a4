import { dash, hyphen, softHyphen } from './fold-character.ts';
import { isUnspaced, isWordCharacter } from './word-edges.ts';

/** Ways to read what stood between two characters of a folded text and is not in it; they add up. */
export const joint = {
  /** Nothing. */
  none: 1,
  /** A hyphen, as in `well-known`. */
  hyphen: 2,
  /** A hyphen and a space, as in `pre- and post-war`. */
  spacedHyphen: 4,
} as const;

/** Whether a hyphen may have stood there. */
export const anyHyphen = joint.hyphen + joint.spacedHyphen;

const letter = /^[\p{L}\p{M}]$/u;
const spaces = /^[ \n]+$/;
const hyphens = /^[-\u2013]+$/;
const spacedHyphens = /^[-\u2013]+ +$/;
const hyphensAtLineEnd = /^[-\u2013]+ *\n[ \n]*$/;
/** One hyphen that shows or would: it may divide a word, or belong to it. */
const divisionAtLineEnd = /^[-\u00AD] *\n[ \n]*$/;

/** Whether a folded character is white space, a hyphen or a dash: what follows decides what it is. */
export function isGap(character: string): boolean {
  return (
    character === ' ' ||
    character === '\n' ||
    character === hyphen ||
    character === dash ||
    character === softHyphen
  );
}

/**
 * How a gap between two characters may be read if it is left out of the folded text; `null` where
 * it stays in it.
 */
export function readGap(gap: string, before: string, after: string): number | null {
  if (gap === ' ' || spaces.test(gap)) {
    return isUnspaced(before) && isUnspaced(after) ? joint.none : null;
  }
  if (gap.replaceAll(softHyphen, '') === '') return joint.none;
  if (!isWordCharacter(before) || !isWordCharacter(after)) return null;
  if (divisionAtLineEnd.test(gap) && letter.test(before) && letter.test(after)) {
    return joint.none + anyHyphen;
  }
  if (hyphensAtLineEnd.test(gap)) return anyHyphen;
  if (hyphens.test(gap)) return joint.hyphen;
  return spacedHyphens.test(gap) ? joint.spacedHyphen : null;
}

/** What stands in the folded text for a character of a gap that stays. */
export function writtenGap(character: string): string {
  if (character === softHyphen) return '';
  return character === hyphen || character === dash ? hyphen : ' ';
}

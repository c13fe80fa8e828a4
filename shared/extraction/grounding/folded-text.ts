/**
 * A text as it is compared: see fold-character.ts; runs of white space are one space, runs of dashes
 * one hyphen, and hyphens between two words are left out of the text and kept beside it, for at the
 * end of a line they may be the word's own or not.
 *
 * All lists have an entry per UTF-16 code unit of `text`.
 */
export interface FoldedText {
  readonly text: string;
  /** Where in the original the character begins that the unit comes from. */
  readonly starts: Uint32Array;
  /** Where in the original that character ends. */
  readonly ends: Uint32Array;
  /** How what stood before the unit may be read, as in joints.ts. */
  readonly joints: Uint8Array;
}

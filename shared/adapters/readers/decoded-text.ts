/** The text of a document, and how its bytes became it. */
export interface DecodedText {
  /** Lines end with `\n`; without U+FEFF and stray control characters. */
  readonly text: string;
  /** As TextDecoder names it, for example `utf-8` or `windows-1250`. */
  readonly encoding: string;
  /** What a reader of the text should know, for its result: that an encoding was guessed. */
  readonly warnings: readonly string[];
}

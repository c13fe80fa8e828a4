import { parseJson } from './transcripts/parse-json.ts';

/** A text whose format is looked for, and what it is as JSON: parsed once for all who ask. */
export class SniffedText {
  readonly text: string;
  #json: { readonly value: unknown } | null;

  /**
   * @param text decoded, line ends `\n`, without white space in front
   * @param parsed the text as JSON, where it was parsed before
   */
  constructor(text: string, parsed: { readonly value: unknown } | null = null) {
    this.text = text;
    this.#json = parsed;
  }

  /** @returns `undefined` where the text is not JSON */
  readonly json = (): unknown => {
    this.#json ??= { value: parseJson(this.text) };
    return this.#json.value;
  };
}

import { foldText } from './fold-text.ts';
import type { FoldedText } from './folded-text.ts';
import { anyHyphen, joint } from './joints.ts';
import { isWordEnd, isWordStart } from './word-edges.ts';

/** Where a quote stands in a text: half open, in UTF-16 code units. */
export interface QuoteRange {
  readonly start: number;
  readonly end: number;
}

const letterOrDigit = /[\p{L}\p{N}]/gu;
/** One letter stands in nearly every document: that it does proves nothing. */
const fewestCharacters = 2;
/**
 * How often every character of a text may be looked at for one quote. Places that do not overlap
 * come to once; only a text that repeats itself throughout, made to keep a worker busy, has more.
 */
const mostLooks = 8;

/** Quotation marks and ellipses that a model puts around a quote, and what does not show. */
const wrappings = String.raw`(?:["'\u0060\u00AB\u00BB\u2018-\u201F\u2039\u203A\u300C-\u300F\u2026\s]|\p{Default_Ignorable_Code_Point}|\.{3})+`;
const wrappedAround = new RegExp(`^${wrappings}|${wrappings}$`, 'gu');

/**
 * Looks quotes up in one text.
 *
 * A quote is found where its words stand in one piece, from one edge of a word to another: as they
 * are, else without regard to white space, case, the kind of quotation marks and dashes, ligatures,
 * characters that do not show, and hyphens at line ends. What is put around it, quotation marks or
 * an ellipsis, need not be in the text; an ellipsis in the middle joins two pieces and has to be.
 */
export class QuoteFinder {
  readonly #text: string;
  #folded: FoldedText | null = null;

  constructor(text: string) {
    this.#text = text;
  }

  /** The first place of a quote; `null` where it is not in the text, or says too little. */
  find(quote: string): QuoteRange | null {
    if ((quote.match(letterOrDigit)?.length ?? 0) < fewestCharacters) return null;
    const given = quote.trim();
    const found = this.#findAsGiven(given);
    if (found !== null) return found;
    const bare = given.replaceAll(wrappedAround, '');
    return bare === given ? null : this.#findAsGiven(bare);
  }

  #findAsGiven(quote: string): QuoteRange | null {
    return findExactly(this.#text, quote) ?? findFolded(this.#foldedText(), foldText(quote));
  }

  #foldedText(): FoldedText {
    return (this.#folded ??= foldText(this.#text));
  }
}

function findExactly(text: string, quote: string): QuoteRange | null {
  for (const start of occurrencesOf(quote, text)) {
    const end = start + quote.length;
    if (isWordStart(text, start) && isWordEnd(text, end)) return { start, end };
  }
  return null;
}

function findFolded(document: FoldedText, quote: FoldedText): QuoteRange | null {
  for (const first of occurrencesOf(quote.text, document.text)) {
    const last = first + quote.text.length - 1;
    if (isPlace(document, first, last + 1) && isReadAlike(document, quote, first)) {
      const [start = 0, end = 0] = [document.starts[first], document.ends[last]];
      return { start, end };
    }
  }
  return null;
}

/** @yields where the words stand, whatever stands around them */
function* occurrencesOf(words: string, text: string): Generator<number> {
  const mostPlaces = (mostLooks * text.length) / words.length;
  let index = text.indexOf(words);
  for (let places = 0; index !== -1 && places < mostPlaces; places += 1) {
    yield index;
    index = text.indexOf(words, index + 1);
  }
}

/** Whether a folded range begins and ends at whole characters of the original, and at words' edges. */
function isPlace({ text, starts, joints }: FoldedText, start: number, end: number): boolean {
  if (starts[start] === starts[start - 1] || starts[end] === starts[end - 1]) return false;
  return (
    (isHyphenAt(joints, start) || isWordStart(text, start)) &&
    (isHyphenAt(joints, end) || isWordEnd(text, end))
  );
}

function isHyphenAt(joints: Uint8Array, index: number): boolean {
  return ((joints[index] ?? joint.none) & anyHyphen) !== 0;
}

/** Whether the hyphens that were left out of both can be read as the same. */
function isReadAlike(document: FoldedText, quote: FoldedText, first: number): boolean {
  for (let index = 1; index < quote.joints.length; index += 1) {
    const [ours = joint.none, theirs = joint.none] = [
      document.joints[first + index],
      quote.joints[index],
    ];
    if ((ours & theirs) === 0) return false;
  }
  return true;
}

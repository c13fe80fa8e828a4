const wordCharacter = /^[\p{L}\p{N}\p{M}]$/u;
const digit = /^\p{Nd}$/u;
/** Scripts that write words without a space between them: every character may be an edge. */
const unspaced =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\u3000-\u303F\u30FC]$/u;
const apostrophe = /^['\u2019\u02BC\uFF07]$/u;
/** What stands inside a number, a time or a date. */
const numberSign = /^[.,:/'\u2019]$/u;

/** Whether a character belongs to a word: a letter, a digit, or a mark on one. */
export function isWordCharacter(character: string): boolean {
  return isAsciiWord(character) ?? wordCharacter.test(character);
}

/** Whether a character is of a script that sets no space between words. */
export function isUnspaced(character: string): boolean {
  return character > '\u0DFF' && unspaced.test(character);
}

/** Whether a quote may begin at an index of a text: not inside a word, nor inside a number. */
export function isWordStart(text: string, index: number): boolean {
  const [before, after] = [characterBefore(text, index), characterAt(text, index)];
  if (isInsideRun(before, after)) return false;
  return !(numberSign.test(before) && digit.test(after) && endsWithDigit(text, index - 1));
}

/**
 * Whether a quote may end at an index of a text: not inside a word or a number, nor before an
 * apostrophe that goes on, for "can" is not what "can't" says.
 */
export function isWordEnd(text: string, index: number): boolean {
  const [before, after] = [characterBefore(text, index), characterAt(text, index)];
  if (isInsideRun(before, after)) return false;
  const next = characterAt(text, index + 1);
  if (digit.test(before) && numberSign.test(after) && digit.test(next)) return false;
  return !(isWordCharacter(before) && apostrophe.test(after) && isWordCharacter(next));
}

function isInsideRun(before: string, after: string): boolean {
  if (!isWordCharacter(before) || !isWordCharacter(after)) return false;
  return !isUnspaced(before) && !isUnspaced(after);
}

function endsWithDigit(text: string, index: number): boolean {
  return digit.test(characterBefore(text, index));
}

/** Empty at the end of the text. */
function characterAt(text: string, index: number): string {
  const code = text.codePointAt(index);
  return code === undefined ? '' : String.fromCodePoint(code);
}

/** Empty at the start of the text. */
function characterBefore(text: string, index: number): string {
  const last = text.charAt(index - 1);
  return last >= '\uDC00' && last <= '\uDFFF' ? characterAt(text, index - 2) : last;
}

/** `undefined` for what is not ASCII: most of most texts is, and a comparison costs less than a pattern. */
function isAsciiWord(character: string): boolean | undefined {
  if (character > '\u007F') return undefined;
  return (
    (character >= 'a' && character <= 'z') ||
    (character >= 'A' && character <= 'Z') ||
    (character >= '0' && character <= '9')
  );
}

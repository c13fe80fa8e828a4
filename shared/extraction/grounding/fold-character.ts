/** What a soft hyphen folds to; it does not show unless a line ends there. */
export const softHyphen = '\u00AD';
/** What every dash folds to that does not divide a word at the end of a line. */
export const dash = '\u2013';
/** What every hyphen folds to. */
export const hyphen = '-';

const lineBreak = /^[\n\v\f\r\u0085\u2028\u2029]$/u;
const space = /^\s$/u;
const hyphenSign = /^[-\u2010\u2011\uFE63\uFF0D]$/u;
const dashSign = /^[\u2012-\u2015\u2212\uFE31\uFE32\uFE58]$/u;
const quotationMark =
  /^["'`\u00AB\u00B4\u00BB\u02BC\u2018-\u201F\u2032-\u2036\u2039\u203A\u300C-\u300F\u301D-\u301F\uFF02\uFF07]$/u;
const ignorable = /^\p{Default_Ignorable_Code_Point}$/u;

const folded = new Map<string, string>();

/**
 * What a character, with the marks that combine with it, is compared as: decomposed, without case,
 * ligatures and what does not show; every white space one space or `\n`, every quotation mark an
 * apostrophe, every hyphen and dash one of two. Nothing, or several characters, where it comes to
 * that.
 */
export function foldCharacter(character: string): string {
  const known = folded.get(character);
  if (known !== undefined) return known;
  // Signs go first, for some decompose to a space and a mark, and once more for what comes out.
  const letters = foldSigns(character).normalize('NFKD');
  // A capital sharp s has no other capital: only its small letter becomes SS.
  const small = letters.toLowerCase().toUpperCase().toLowerCase();
  const plain = foldSigns(small.normalize('NFKD'));
  folded.set(character, plain);
  return plain;
}

function foldSigns(text: string): string {
  return Array.from(text, foldSign).join('');
}

function foldSign(sign: string): string {
  if (lineBreak.test(sign)) return '\n';
  if (space.test(sign)) return ' ';
  if (hyphenSign.test(sign)) return hyphen;
  if (dashSign.test(sign)) return dash;
  if (quotationMark.test(sign)) return "'";
  if (sign === '\u2044') return '/';
  if (sign === softHyphen) return softHyphen;
  return ignorable.test(sign) ? '' : sign;
}

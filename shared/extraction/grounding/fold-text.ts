import { foldCharacter } from './fold-character.ts';
import type { FoldedText } from './folded-text.ts';
import { FoldedTextWriter } from './folded-text-writer.ts';

const combiningMark = /^\p{M}$/u;
const firstCombiningMark = 0x3_00;
const asciiEnd = 0x80;

/** What most texts consist of, without a look into a map. */
const asciiFolded = Array.from({ length: asciiEnd }, (_, code) =>
  foldCharacter(String.fromCodePoint(code)),
);

/** Folds a text once, so that many quotes can be looked up in it. */
export function foldText(text: string): FoldedText {
  const writer = new FoldedTextWriter(text.length);
  let index = 0;
  while (index < text.length) {
    const end = characterEnd(text, index);
    const code = text.charCodeAt(index);
    const isAscii = end === index + 1 && code < asciiEnd;
    const folded = isAscii ? (asciiFolded[code] ?? '') : foldCharacter(text.slice(index, end));
    for (const character of folded) writer.add(character, index, end);
    index = end;
  }
  return writer.finish();
}

/** Where the character that begins at `index` ends, with the marks that combine with it. */
function characterEnd(text: string, index: number): number {
  let end = index + lengthAt(text, index);
  while (end < text.length && text.charCodeAt(end) >= firstCombiningMark) {
    const next = end + lengthAt(text, end);
    if (!combiningMark.test(text.slice(end, next))) break;
    end = next;
  }
  return end;
}

/** Of the character at `index`, in UTF-16 code units. */
function lengthAt(text: string, index: number): number {
  return (text.codePointAt(index) ?? 0) > 0xff_ff ? 2 : 1;
}

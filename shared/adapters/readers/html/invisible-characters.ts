import { searchFor } from '../rare-characters.ts';

/**
 * Characters that show nothing and mean nothing to a reader: soft hyphens and zero-width spaces,
 * which stand inside words only to say where a line may break, and the tag characters, in which
 * text for a model can be hidden from people.
 *
 * The joiners (U+200C, U+200D) and the marks of direction stay: they change what is read.
 */
const invisible = /[\u00AD\u200B\u2060\uFEFF\u{E0000}-\u{E007F}]/gu;

const controls = /(?![\t\n])\p{Cc}/gu;

/** Whatever is replaced, and every half of a pair: most texts have none of it. */
const hasUnseen = searchFor(
  // Written as ranges: a property of Unicode takes four times as long.
  // oxlint-disable-next-line no-control-regex
  /[\0-\u0008\u000B-\u001F\u007F-\u009F\u00AD\u200B\u2028\u2060\uD800-\uDFFF\uFEFF]/,
);

/** The text as people see it: without those, with line ends `\n` and no half of a character. */
export function seenText(text: string): string {
  if (!hasUnseen(text)) return text;
  return text
    .replaceAll(/\r\n?|[\v\f\u0085\u2028]/g, '\n')
    .replaceAll(controls, '')
    .replaceAll(invisible, '')
    .toWellFormed();
}

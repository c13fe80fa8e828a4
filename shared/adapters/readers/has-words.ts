/** A visible character: neither white space nor an invisible mark, such as a zero-width space. */
const visible = /[^\s\p{Cf}]/u;

/** Whether there is anything to read in a text. */
export function hasWords(text: string): boolean {
  return visible.test(text);
}

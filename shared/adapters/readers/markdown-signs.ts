/** Structure shows early; a long text is not searched to its end. */
const headLength = 65_536;

/** Each of these alone makes a text Markdown. */
const sureSigns: readonly RegExp[] = [
  // Front matter: the text begins with it.
  /^---\n[\w-]+:[^\n]*\n(?:[^\n]*\n){0,200}?---(?:\n|$)/,
  // A heading. A hash without a space is a tag or a number.
  /^#{1,6} \S/m,
  // A fence of code.
  /^ {0,3}(?:```|~~~)/m,
  // The row under a table's head.
  /^\|?[ \t]*:?-{3,}:?[ \t]*\|/m,
  // A link or an image.
  /\[[^[\]\n]{1,500}\]\([^()\s]{1,2000}\)/,
];

/** Plain texts show one of these now and then; two make it Markdown. */
const possibleSigns: readonly RegExp[] = [
  // Bold.
  /\*\*\S(?:[^*\n]{0,500}\S)?\*\*/,
  // A list, of at least two items in a row.
  /^ {0,3}[-*+] \S[^\n]*\n\n? {0,3}[-*+] \S/m,
  /^ {0,3}\d{1,3}[.)] \S[^\n]*\n\n? {0,3}\d{1,3}[.)] \S/m,
  // A quotation.
  /^> \S/m,
  // A heading that is underlined.
  /^\S[^\n]*\n(?:={3,}|-{3,})\n/m,
  // Code within a line.
  /`[^`\n]{1,200}`/,
];

/** Whether its structure is Markdown's. Plain text is read the same way, so either may be wrong. */
export function isMarkdown(text: string): boolean {
  const head = text.slice(0, headLength);
  const shows = (sign: RegExp): boolean => sign.test(head);
  return sureSigns.some(shows) || possibleSigns.filter(shows).length >= 2;
}

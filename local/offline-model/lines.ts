/** One line of a text, without its newline, and the offset at which it starts. */
export interface Line {
  readonly start: number;
  readonly text: string;
}

/** The lines of a text, blank ones included. */
export function linesOf(text: string): Line[] {
  const lines: Line[] = [];
  let start = 0;
  while (start <= text.length) {
    const newline = text.indexOf('\n', start);
    const end = newline === -1 ? text.length : newline;
    lines.push({ start, text: text.slice(start, end) });
    start = end + 1;
  }
  return lines;
}

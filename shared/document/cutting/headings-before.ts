import type { Range } from '../range.ts';

const headingLine = /(#{1,6}) [^\n]*/y;

/**
 * The lines of the Markdown headings that the end of a range lies under, outermost first.
 *
 * A heading that begins right there is not before it, and ends the ones of its level and below.
 */
export function headingsBefore(text: string, { start, end }: Range): string[] {
  const view = text.slice(start, end);
  const found: Heading[] = [];
  // Forwards, as `indexOf` is ten times as fast as any way back.
  for (let at = view.startsWith('#') ? 0 : next(-1); at !== -1; at = next(at)) {
    const here = headingAt(view, at);
    if (here !== null) enter(found, here);
  }
  const { level = 7 } = headingAt(text, end) ?? {};
  return found.filter((heading) => heading.level < level).map(({ line }) => line);

  function next(at: number): number {
    const lineEnd = view.indexOf('\n#', at);
    return lineEnd === -1 ? -1 : lineEnd + 1;
  }
}

interface Heading {
  readonly line: string;
  readonly level: number;
}

/** A heading ends those of its level and below. */
function enter(headings: Heading[], heading: Heading): void {
  while ((headings.at(-1)?.level ?? 0) >= heading.level) headings.pop();
  headings.push(heading);
}

function headingAt(text: string, position: number): Heading | null {
  headingLine.lastIndex = position;
  const match = headingLine.exec(text);
  return match === null ? null : { line: match[0].trimEnd(), level: (match[1] ?? '').length };
}

import type { Range } from '../range.ts';

const lineFeed = 0x0a;
const bar = 0x7c;

/** The row of dashes between a Markdown table's names and its rows. */
const dashes = /^\|(?:[^\S\n]*:?-+:?[^\S\n]*\|)+\s*$/;

/**
 * The names of a Markdown table's columns and the dashes below, as far as they stand before the end
 * of a range that ends in that table; empty where it does not, or the table has no names.
 */
export function tableHeaderBefore(text: string, { start, end }: Range): string[] {
  const own = Math.max(start, text.lastIndexOf('\n', end - 1) + 1);
  if (end === 0 || text.charCodeAt(own) !== bar) return [];
  let first = own;
  let second = own;
  // Looked for by hand: `lastIndexOf` at every row takes several times as long.
  for (let at = own - 1; at >= start; at -= 1) {
    if (at > start && text.charCodeAt(at - 1) !== lineFeed) continue;
    if (text.charCodeAt(at) !== bar) break;
    second = first;
    first = at;
  }
  const secondRow = lineAt(text, second);
  if (first === own || !dashes.test(secondRow)) return [];
  return second === own ? [lineAt(text, first)] : [lineAt(text, first), secondRow];
}

function lineAt(text: string, start: number): string {
  const end = text.indexOf('\n', start);
  return text.slice(start, end === -1 ? text.length : end);
}

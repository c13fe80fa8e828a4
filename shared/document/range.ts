/** A half-open range of a document's text, in UTF-16 code units as JavaScript counts them. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/**
 * Index of the last range that starts at a position or before it; -1 where none does.
 *
 * @param ranges in the order of the text
 */
export function lastStartingBy(ranges: readonly Range[], position: number): number {
  let low = 0;
  let high = ranges.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ranges[middle]?.start ?? Infinity) <= position) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** The range that a position lies in, if any does. */
export function rangeAt<R extends Range>(ranges: readonly R[], position: number): R | null {
  const range = ranges[lastStartingBy(ranges, position)];
  return range !== undefined && position < range.end ? range : null;
}

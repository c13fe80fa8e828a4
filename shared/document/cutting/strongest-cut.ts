import type { DocumentText } from '../document-text.ts';
import { cutPoints } from './cut-points.ts';
import type { CutWindow } from './cut-window.ts';

/**
 * The strongest place in a window to cut a text at, nearest to the ideal among equals; `null` where
 * every cut there would cut a word.
 *
 * @param mayCut refuses places for reasons of its own
 */
export function strongestCut(
  document: DocumentText,
  window: CutWindow,
  mayCut: (position: number) => boolean,
): number | null {
  if (window.first > window.last) return null;
  for (const find of cutPoints) {
    const found = nearest(find(document, window), window.ideal, mayCut);
    if (found !== null) return found;
  }
  return null;
}

/** @param positions in ascending order */
function nearest(
  positions: Iterable<number>,
  ideal: number,
  mayCut: (position: number) => boolean,
): number | null {
  let best: number | null = null;
  for (const position of positions) {
    const isNearer = best === null || Math.abs(position - ideal) < Math.abs(best - ideal);
    if (isNearer && mayCut(position)) best = position;
    if (best !== null && position >= ideal) return best;
  }
  return best;
}

import type { Piece } from './page-pieces.ts';
import { readFromRight } from './right-to-left.ts';

/** Words that stand together on one line. */
export interface Segment {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  /** The base line; grows downwards. */
  readonly y: number;
  /** Of the largest font, in points. */
  readonly size: number;
}

/** Wider, and the words belong to different cells or columns; in sizes of the font. */
const widestGap = 1.2;

/** Between a bullet or number and its item, in sizes of the font. */
const widestGapAfterMarker = 4;

/** Narrower is the space between letters; in sizes of the font. */
const narrowestSpace = 0.16;

/** Dots that lead the eye to a page number: five and more say nothing that three do not. */
const leader = / ?\.(?: ?\.){4,} ?/gu;

const markerAlone = /^(?:[•◦▪▫‣●○■□–—∙·*\uF0B7\uF0A7]|\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,4})[.)])$/u;

/** Joins pieces of a page, in the order in which the page shows them. */
export function joinPieces(pieces: readonly Piece[]): Segment[] {
  const segments: Segment[] = [];
  let open: OpenSegment | null = null;
  for (const piece of pieces) {
    if (open !== null && open.accepts(piece)) open.add(piece);
    else {
      if (open !== null) segments.push(open.close());
      open = new OpenSegment(piece);
    }
  }
  if (open !== null) segments.push(open.close());
  return segments.filter(({ text }) => text !== '');
}

class OpenSegment {
  readonly #pieces: Piece[];
  #left: number;
  #right: number;
  #y: number;
  #size: number;
  #isRightToLeft: boolean;

  constructor(piece: Piece) {
    this.#pieces = [piece];
    this.#left = piece.x;
    this.#right = piece.x + piece.width;
    this.#y = piece.y;
    this.#size = piece.size;
    this.#isRightToLeft = piece.isRightToLeft;
  }

  accepts(piece: Piece): boolean {
    const size = Math.max(this.#size, piece.size);
    const after = piece.x - this.#right;
    const before = this.#left - piece.x - piece.width;
    const rise = Math.abs(piece.y - this.#y);
    const gap = Math.max(after, before);

    // What is raised or lowered, such as the number of a note, stands close and is smaller.
    const isOnLine =
      rise < 0.3 * Math.min(this.#size, piece.size) ||
      (rise < 0.6 * size && gap < 0.3 * size && piece.size !== this.#size);
    if (!isOnLine) return false;
    if (gap > widestGap * size)
      return this.#isMarker() && after > 0 && after < widestGapAfterMarker * size;
    const isBehind = before > after;
    return !isBehind || piece.isRightToLeft || this.#isRightToLeft || before < 0.3 * size;
  }

  add(piece: Piece): void {
    this.#pieces.push(piece);
    this.#left = Math.min(this.#left, piece.x);
    this.#right = Math.max(this.#right, piece.x + piece.width);
    this.#isRightToLeft ||= piece.isRightToLeft;
    if (piece.size > this.#size) {
      this.#size = piece.size;
      this.#y = piece.y;
    }
  }

  close(): Segment {
    return {
      text: wordsOf(this.#isRightToLeft ? readFromRight(this.#pieces) : this.#pieces),
      left: this.#left,
      right: this.#right,
      y: this.#y,
      size: this.#size,
    };
  }

  #isMarker(): boolean {
    const [first, second] = this.#pieces;
    return first !== undefined && second === undefined && markerAlone.test(first.text.trim());
  }
}

function wordsOf(pieces: readonly Piece[]): string {
  let words = '';
  let last: Piece | null = null;
  for (const piece of pieces) {
    if (last !== null && isSpaceBetween(last, piece)) words += ' ';
    words += piece.text;
    last = piece;
  }
  // A single space stays: to replace each by itself takes longer than all else here.
  const tidied = words.replaceAll(/\s{2,}|[^\S ]/g, ' ');
  // Asked first, because few lines have one and looking for it costs more than all else here.
  const led = tidied.includes('. .') || tidied.includes('....');
  return (led ? tidied.replaceAll(leader, ' ... ') : tidied).trim();
}

function isSpaceBetween(last: Piece, piece: Piece): boolean {
  const gap = Math.max(piece.x - last.x - last.width, last.x - piece.x - piece.width);
  return piece.isAfterSpace || gap > narrowestSpace * Math.min(last.size, piece.size);
}

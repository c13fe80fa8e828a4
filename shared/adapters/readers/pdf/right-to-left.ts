import type { Piece } from './page-pieces.ts';

const punctuation = /^[\p{P}\s]+$/u;

/**
 * Puts the pieces of a line into the order of reading where some of them are read from right to
 * left: from right to left, apart from what is not, such as numbers and names. The library has put
 * each piece right, but not their order.
 */
export function readFromRight(pieces: readonly Piece[]): Piece[] {
  const isFromRight = mostIsFromRight(pieces);
  const placed = isFromRight ? placeInside(pieces) : [...pieces];
  const sorted = placed.toSorted((one, other) => (isFromRight ? other.x - one.x : one.x - other.x));

  const ordered: Piece[] = [];
  let inside: Piece[] = [];
  for (const piece of sorted) {
    if (piece.isRightToLeft === isFromRight || punctuation.test(piece.text)) {
      ordered.push(...inside.toReversed(), piece);
      inside = [];
    } else inside.push(piece);
  }
  ordered.push(...inside.toReversed());
  return ordered;
}

function mostIsFromRight(pieces: readonly Piece[]): boolean {
  let balance = 0;
  for (const { text, isRightToLeft } of pieces)
    balance += isRightToLeft ? text.length : -text.length;
  return balance >= 0;
}

/** More marks in one line are no prose: each is looked for in every piece. */
const mostMarks = 100;

/**
 * Some programs show the words of a line at once and its punctuation afterwards, into the gaps. Such
 * a mark goes to the space between words that is nearest to where it stands.
 */
function placeInside(pieces: readonly Piece[]): Piece[] {
  const marks = pieces.filter(
    ({ text, isRightToLeft }) => !isRightToLeft && punctuation.test(text),
  );
  if (marks.length === 0 || marks.length > mostMarks) return [...pieces];

  const placed = new Set<Piece>();
  const opened = pieces.map((piece) => {
    if (!piece.isRightToLeft || !piece.text.includes(' ')) return piece;
    const within = marks.filter((mark) => isWithin(mark, piece));
    for (const mark of within) placed.add(mark);
    return within.length === 0 ? piece : { ...piece, text: withMarks(piece, within) };
  });
  return opened.filter((piece) => !placed.has(piece));
}

function isWithin(mark: Piece, { x, width }: Piece): boolean {
  return mark.x > x && mark.x + mark.width < x + width;
}

/** Characters are taken as equally wide: good enough to find the nearest space. */
function withMarks({ text, x, width }: Piece, marks: readonly Piece[]): string {
  const words = text.split(' ');
  const after = new Map<number, string>();
  for (const mark of marks) {
    const target = ((x + width - mark.x - mark.width / 2) / width) * text.length;
    let end = -1;
    let best = 0;
    let nearest = Infinity;
    for (const [index, word] of words.entries()) {
      end += word.length + 1;
      if (Math.abs(end - target) < nearest) {
        nearest = Math.abs(end - target);
        best = index;
      }
    }
    after.set(best, (after.get(best) ?? '') + mark.text.trim());
  }
  return words.map((word, index) => word + (after.get(index) ?? '')).join(' ');
}

import { DocumentTooComplex } from '../../../failure/document-errors.ts';
import { withoutOpenHyphens } from './line-end-hyphens.ts';
import type { PdfPage, PdfTextContent } from './open-pdf.ts';

/** Text that one instruction of a page shows, where a reader of the page would see it. */
export interface Piece {
  readonly text: string;
  readonly isRightToLeft: boolean;
  /** Left end; all lengths in points, `y` grows downwards, for text that is upright. */
  readonly x: number;
  /** The base line. */
  readonly y: number;
  readonly width: number;
  /** Of the font. */
  readonly size: number;
  /** Whether white space was shown between this piece and the one before. */
  readonly isAfterSpace: boolean;
  /** Quarter turns clockwise from upright, 0 to 3. */
  readonly quarterTurns: number;
}

/** How many pieces a document may still show. */
export interface PieceBudget {
  left: number;
}

/** A dense map or drawing has tens of thousands; pages that draw themselves again and again, more. */
const maximumPiecesOnPage = 50_000;

/** Some thousand pages of dense tables. */
export const maximumPieces = 3_000_000;

/** @throws {DocumentTooComplex} */
export async function readPieces(page: PdfPage, budget: PieceBudget): Promise<Piece[]> {
  const stream: ReadableStream<PdfTextContent> = page.streamTextContent();
  const reader = stream.getReader();
  const collector = new PieceCollector(page.getViewport({ scale: 1 }).transform);

  let count = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    count += value.items.length;
    budget.left -= value.items.length;
    if (count > maximumPiecesOnPage || budget.left < 0) {
      await reader.cancel(new Error('too many pieces of text'));
      throw new DocumentTooComplex(
        `more than ${count > maximumPiecesOnPage ? `${maximumPiecesOnPage} pieces of text on a page` : `${maximumPieces} pieces of text`}`,
      );
    }
    for (const item of value.items) if ('str' in item) collector.add(item);
  }
  return collector.pieces;
}

type TextItem = Extract<PdfTextContent['items'][number], { str: string }>;

/** Turns the library's items into pieces, without blank ones and without text shown twice. */
class PieceCollector {
  readonly pieces: Piece[] = [];
  readonly #viewport: readonly number[];
  readonly #lastOfText = new Map<string, Piece>();
  #isAfterSpace = false;

  constructor(viewport: readonly number[]) {
    this.#viewport = viewport;
  }

  add(item: TextItem): void {
    const text = withoutOpenHyphens(item.str);
    if (text === '' || text.trim() === '') {
      this.#isAfterSpace ||= text !== '';
      return;
    }
    const piece = placePiece(item, this.#viewport, this.#isAfterSpace);
    this.#isAfterSpace = false;

    // Bold print is imitated by showing a text twice, a hair apart.
    const last = this.#lastOfText.get(text);
    const isShadow =
      last !== undefined &&
      Math.abs(last.x - piece.x) < 0.12 * piece.size &&
      Math.abs(last.y - piece.y) < 0.12 * piece.size;
    if (isShadow) return;
    this.#lastOfText.set(text, piece);
    this.pieces.push(piece);
  }
}

function placePiece(item: TextItem, viewport: readonly number[], isAfterSpace: boolean): Piece {
  const [va = 1, vb = 0, vc = 0, vd = -1, ve = 0, vf = 0] = viewport;
  const { transform } = item;
  const a = numberAt(transform, 0);
  const b = numberAt(transform, 1);
  const c = numberAt(transform, 2);
  const d = numberAt(transform, 3);
  const e = numberAt(transform, 4);
  const f = numberAt(transform, 5);
  const x = va * e + vc * f + ve;
  const y = vb * e + vd * f + vf;
  const size = Math.hypot(c, d) || item.height || 10;
  const quarterTurns = quarterTurnsOf(va * a + vc * b, vb * a + vd * b);
  return {
    text: withoutOpenHyphens(item.str),
    isRightToLeft: item.dir === 'rtl',
    x: uprightX(x, y, quarterTurns),
    y: uprightX(y, -x, quarterTurns),
    width: item.dir === 'ttb' ? size : item.width,
    size,
    isAfterSpace,
    quarterTurns,
  };
}

/** The library types the six numbers as anything; one that is none counts as 0. */
function numberAt(transform: readonly unknown[], index: number): number {
  const value = transform[index];
  return typeof value === 'number' && Number.isFinite(value) ? value : 0;
}

/** Slightly slanted text counts as upright. */
function quarterTurnsOf(alongX: number, alongY: number): number {
  if (Math.abs(alongX) >= Math.abs(alongY)) return alongX >= 0 ? 0 : 2;
  return alongY > 0 ? 1 : 3;
}

/** How far to the right a place lies for who reads the text upright; for `y`, ask with `y` and `-x`. */
function uprightX(x: number, y: number, quarterTurns: number): number {
  switch (quarterTurns) {
    case 1:
      return y;
    case 2:
      return -x;
    case 3:
      return -y;
    default:
      return x;
  }
}

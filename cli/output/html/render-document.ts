import type { DocumentText } from '../../../shared/document/document-text.ts';
import { markup, type Markup } from './markup.ts';
import { type NumberedQuote, piecesOf, type TextPiece } from './marked-quotes.ts';
import { type TextBlock, textBlocks } from './text-blocks.ts';

/** A document's text, its quotes marked and linked to the fields of the output. */
export function renderDocument(
  document: DocumentText,
  quotes: readonly NumberedQuote[],
): readonly Markup[] {
  const verified = quotes.filter(({ isVerified }) => isVerified);
  return textBlocks(document).flatMap((block) => renderBlock(document.text, block, verified));
}

function renderBlock(
  text: string,
  block: TextBlock,
  quotes: readonly NumberedQuote[],
): readonly Markup[] {
  const titles = block.titles.map((title) => markup`<h3>${title}</h3>\n`);
  const pieces = piecesOf(block, quotes).map((piece) => renderPiece(text, piece));
  const kind = block.headEnd > block.start ? 'text turn' : 'text';
  return pieces.length === 0
    ? titles
    : [...titles, markup`<div class="${kind}" dir="auto">${pieces}</div>\n`];
}

function renderPiece(text: string, { start, end, isHead, quotes }: TextPiece): Markup {
  const words = markup`${text.slice(start, end)}`;
  const [first] = quotes;
  if (first === undefined) return isHead ? markup`<span class="head">${words}</span>` : words;
  const link = markup`<a href="#field-${first.number}">${words}</a>`;
  const begun = quotes.filter((quote) => quote.start === start);
  const ended = quotes.filter((quote) => quote.end === end);
  const depth = quotes.length > 1 ? 'several' : 'one';
  const mark = markup`<mark class="${depth}">${link}</mark>`;
  const anchored = begun.reduce(
    (inner, { number }) => markup`<span class="place" id="quote-${number}">${inner}</span>`,
    mark,
  );
  return markup`${anchored}${ended.map(renderReference)}`;
}

function renderReference({ number, path }: NumberedQuote): Markup {
  return markup`<a class="number" href="#field-${number}" title="${path}">${number}</a>`;
}

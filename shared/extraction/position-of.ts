import { contextAt, type PartContext } from '../document/context-at.ts';
import type { DocumentText } from '../document/document-text.ts';
import type { Range } from '../document/range.ts';

/** How much of a document's beginning tells its other parts what they are of, in characters. */
const openingCharacters = 300;

/**
 * Lines that tell a model where a part of a document belongs; `null` for the whole of it.
 *
 * The document is known by how it begins and not by its name: the same text under two names is
 * asked about once.
 */
export function positionOf(document: DocumentText, { start, end }: Range): string[] | null {
  const { length } = document.text;
  if (start === 0 && end === length) return null;
  const lines = [`characters ${start + 1} to ${end} of ${length}`];
  if (start === 0) return lines;
  const opening = document.text.slice(0, openingCharacters).toWellFormed().replaceAll(/\s+/g, ' ');
  return [
    ...lines,
    `the document begins: ${opening.trim()}`,
    ...linesOf(contextAt(document, start)),
  ];
}

function linesOf({ member, page, headings, tableHeader, turn }: PartContext): string[] {
  const label = page?.label === null || page === null ? '' : ` (${page.label})`;
  return [
    ...(member === null ? [] : [`the part begins in: ${member}`]),
    ...(page === null ? [] : [`the part begins on page ${page.number}${label}`]),
    ...(headings.length === 0 ? [] : ['under the headings:', ...headings]),
    ...(tableHeader.length === 0 ? [] : ['in a table that begins:', ...tableHeader]),
    ...(turn === null ? [] : [`in the words of ${turn.speaker ?? 'an unnamed speaker'}`]),
  ];
}

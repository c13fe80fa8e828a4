import type { ElementNode, TransformPlugin } from '@mdream/js';
import { DocumentTooComplex } from '../../../failure/document-errors.ts';
import { tidyAddresses } from './addresses.ts';
import { decodeRemainingReferences } from './character-references.ts';
import { isHiddenElement } from './hidden-element.ts';
import { hideMarks } from './literal-marks.ts';

type AnyNode = Parameters<NonNullable<TransformPlugin['beforeNodeProcess']>>[0]['node'];

/**
 * Of quotations and lists inside each other, the deeper ones are read without their marks: a mark
 * stands on every line, so that a few kilobytes of tags would become megabytes, in minutes.
 */
const deepestNesting = 8;

/** What the library repeats an empty cell for, at most. */
const widestCell = 64;

/** Of an empty cell, as it is written. */
const charactersOfCell = 2;

/** The library's number for elements; the other kind of node is text. */
const elementType = 1;

/** The library's numbers for `pre` and `code`. */
const preTag = 34;
const codeTag = 23;

const nesting: ReadonlySet<string> = new Set(['blockquote', 'ul', 'ol']);

const leaveOut = { skip: true };

const hasMarksOrReferences = /[&\\*_[\]<>\uFDD0-\uFDEF]/;

/**
 * Tells the library what to leave out: elements that are hidden, pictures without words, and
 * addresses that lead nowhere.
 */
export function readingHook(maximumCharacters: number): {
  readonly hook: TransformPlugin;
  /** How many were left out, those inside of others not counted. */
  readonly hiddenElements: () => number;
} {
  const hidden = new WeakSet<ElementNode>();
  let hiddenCount = 0;
  let cells = 0;

  // Most pages hide nothing, and then nothing need be looked up.
  const isInHidden = ({ parent }: AnyNode): boolean =>
    hiddenCount > 0 && parent !== null && parent !== undefined && hidden.has(parent);
  /** Asked where an element begins and where it ends, and counted once. */
  const isHidden = (element: ElementNode): boolean => {
    if (hiddenCount > 0 && hidden.has(element)) return true;
    const isInside = isInHidden(element);
    if (!isInside && !isHiddenElement(element.attributes)) return false;
    if (!isInside) hiddenCount += 1;
    hidden.add(element);
    return true;
  };
  const countCell = ({ attributes }: ElementNode): void => {
    cells += Math.min(widestCell, Math.max(1, Number(attributes['colspan'] ?? 1) || 1));
    if (cells * charactersOfCell > maximumCharacters) {
      throw new DocumentTooComplex(`tables of more than ${maximumCharacters} characters`);
    }
  };

  const hook: TransformPlugin = {
    excludesOverflowSubtree: isHidden,
    processAttributes: (element) => {
      tidyAddresses(element);
      shortenBreak(element);
      if (element.name === 'td' || element.name === 'th') countCell(element);
    },
    beforeNodeProcess: ({ node }, state) => {
      // The library takes for granted that a row lies in a table.
      state.tableColumnAlignments ??= [];
      const isLeftOut = isElement(node)
        ? isHidden(node) || isBarePicture(node) || isNestedTooDeep(node)
        : isInHidden(node);
      return isLeftOut ? leaveOut : undefined;
    },
    processTextNode: ({ value }, { depthMap }) => {
      // Most words are what they are, and one look is enough to see that.
      if (!hasMarksOrReferences.test(value)) return undefined;
      const isCode = (depthMap?.[preTag] ?? 0) > 0 || (depthMap?.[codeTag] ?? 0) > 0;
      const words = isCode ? value : decodeRemainingReferences(value);
      const content = hideMarks(words);
      return content === value ? undefined : { content, skip: false };
    },
  };
  return { hook, hiddenElements: () => hiddenCount };
}

function isElement(node: AnyNode): node is ElementNode {
  return node.type === elementType;
}

function isBarePicture({ name, attributes }: ElementNode): boolean {
  return name === 'img' && (attributes['alt'] ?? '').trim() === '';
}

function isNestedTooDeep(element: ElementNode): boolean {
  if (element.depth < deepestNesting) return false;
  const isItem = element.name === 'li';
  const isMarked = isItem || nesting.has(element.name);
  return isMarked && isBelow(element, deepestNesting - (isItem ? 0 : 1));
}

/** Whether more quotations and lists are around it than that. */
function isBelow(element: ElementNode, most: number): boolean {
  // Hardly any lies so deep in anything.
  if (element.depth <= most) return false;
  let depth = 0;
  for (let { parent } = element; parent; { parent } = parent) {
    if (nesting.has(parent.name)) depth += 1;
    if (depth > most) return true;
  }
  return false;
}

/** A line break repeats the marks of all that is around it, also of what was left out. */
function shortenBreak(element: ElementNode): void {
  if (element.name !== 'br' || !isBelow(element, deepestNesting)) return;
  element.tagHandler = { ...element.tagHandler, enter: () => '\n' };
}

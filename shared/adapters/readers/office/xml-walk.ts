import { Parser } from 'htmlparser2';
import { DocumentDamaged, DocumentTooComplex } from '../../../failure/document-errors.ts';
import { withoutForbidden } from './forbidden-characters.ts';

/** Attributes as the part spells them, with their prefixes. */
export type XmlAttributes = Readonly<Record<string, string>>;

/** What is done with the elements of an XML part, in their order; names come without prefix. */
export interface XmlVisitor {
  /** @returns `'skip'` to pass over the element with everything in it, its `close` too */
  readonly open?: (name: string, attributes: XmlAttributes, parent: string) => 'skip' | void;
  readonly text?: (text: string) => void;
  readonly close?: (name: string) => void;
}

/**
 * Deeper than any real document, and what keeps the parser linear: it searches its stack of open
 * elements at each element's end.
 */
const maximumXmlDepth = 2_000;

/**
 * Walks through an XML part without keeping it. Entities that the part declares are not expanded.
 *
 * @param format for the failure, for example `Word document`
 * @throws {DocumentTooComplex} where elements lie deeper than 2000 in each other
 * @throws {DocumentDamaged} where the part ends inside an element
 */
export function walkXml(xml: string, format: string, visitor: XmlVisitor): void {
  const open: string[] = [];
  /** How many open elements enclose the skipped one, itself included. */
  let skippedDepth = Number.POSITIVE_INFINITY;
  let isCutOff = false;

  const parser = new Parser(
    {
      onopentag(rawName, attributes) {
        const name = localName(rawName);
        const parent = open.at(-1) ?? '';
        open.push(name);
        if (open.length > maximumXmlDepth) {
          throw new DocumentTooComplex(`elements deeper than ${maximumXmlDepth} in each other`);
        }
        if (open.length > skippedDepth) return;
        if (visitor.open?.(name, attributes, parent) === 'skip') skippedDepth = open.length;
      },
      ontext(text) {
        if (open.length < skippedDepth) visitor.text?.(withoutForbidden(text));
      },
      onclosetag() {
        if (isCutOff) throw new DocumentDamaged(format);
        const isSkipped = open.length >= skippedDepth;
        if (open.length === skippedDepth) skippedDepth = Number.POSITIVE_INFINITY;
        const name = open.pop() ?? '';
        if (!isSkipped) visitor.close?.(name);
      },
    },
    { xmlMode: true, lowerCaseTags: false, lowerCaseAttributeNames: false },
  );
  parser.write(xml);
  // What is still open now has no end.
  isCutOff = true;
  parser.end();
}

/** An attribute by its name without prefix. */
export function attribute(attributes: XmlAttributes, name: string): string | undefined {
  const plain = attributes[name];
  if (plain !== undefined) return plain;
  return prefixedAttribute(attributes, name);
}

/** An attribute that has a prefix, such as `r:id` where there is an `id` as well. */
export function prefixedAttribute(attributes: XmlAttributes, name: string): string | undefined {
  const suffix = `:${name}`;
  const key = Object.keys(attributes).find((candidate) => candidate.endsWith(suffix));
  return key === undefined ? undefined : attributes[key];
}

/** @returns `undefined` where there is no such attribute, or no whole number in it */
export function numericAttribute(attributes: XmlAttributes, name: string): number | undefined {
  const value = attribute(attributes, name)?.trim();
  return value !== undefined && /^-?\d{1,10}$/.test(value) ? Number(value) : undefined;
}

/** Whether an element that switches something, such as `<w:vanish/>`, switches it on. */
export function isSwitchedOn(attributes: XmlAttributes): boolean {
  return !['0', 'false', 'off', 'none'].includes(attribute(attributes, 'val') ?? '1');
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

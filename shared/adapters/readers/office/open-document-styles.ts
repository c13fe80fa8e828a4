import { attribute, numericAttribute, walkXml, type XmlAttributes } from './xml-walk.ts';

/** What of an OpenDocument's styles bears on the text. */
export interface OpenDocumentStyles {
  readonly hidden: ReadonlySet<string>;
  /** Styles of the document's title. */
  readonly titles: ReadonlySet<string>;
  /** Styles whose paragraphs begin a page. */
  readonly beginsPage: ReadonlySet<string>;
  /** Of each list style, what its levels show, from level 1. */
  readonly lists: ReadonlyMap<string, readonly (ListLevel | undefined)[]>;
}

/** One level of a list. */
export interface ListLevel {
  /** `null` where the items have bullets. */
  readonly number: {
    readonly format: string;
    readonly suffix: string;
    readonly start: number;
  } | null;
}

const deepestLevel = 10;

/** It is repeated with each item. */
const longestSuffix = 20;

/** What OpenDocument calls the kinds of numbers. */
const numberFormats: Readonly<Record<string, string>> = {
  '1': 'decimal',
  a: 'lowerLetter',
  A: 'upperLetter',
  i: 'lowerRoman',
  I: 'upperRoman',
  '': 'none',
};

/** Reads the styles of all parts that have some. */
export function readOpenDocumentStyles(
  parts: readonly string[],
  format: string,
): OpenDocumentStyles {
  const hidden = new Set<string>();
  const titles = new Set(['Title']);
  const beginsPage = new Set<string>();
  const lists = new Map<string, (ListLevel | undefined)[]>();
  for (const xml of parts) {
    let style = '';
    let levels: (ListLevel | undefined)[] | undefined;
    walkXml(xml, format, {
      open(name, attributes) {
        switch (name) {
          case 'style':
            style = attribute(attributes, 'name') ?? '';
            if (titles.has(attribute(attributes, 'parent-style-name') ?? '')) titles.add(style);
            if ((attribute(attributes, 'master-page-name') ?? '') !== '') beginsPage.add(style);
            break;
          case 'table-properties':
            if (attribute(attributes, 'display') === 'false') hidden.add(style);
            break;
          case 'text-properties':
            if (attribute(attributes, 'display') === 'none') hidden.add(style);
            break;
          case 'paragraph-properties':
            if (attribute(attributes, 'break-before') === 'page') beginsPage.add(style);
            break;
          case 'list-style':
            levels = [];
            lists.set(attribute(attributes, 'name') ?? '', levels);
            break;
          case 'list-level-style-number':
          case 'list-level-style-bullet':
          case 'list-level-style-image': {
            const level = numericAttribute(attributes, 'level') ?? 0;
            if (levels === undefined || level < 1 || level > deepestLevel) break;
            const isNumbered = name === 'list-level-style-number';
            levels[level] = { number: isNumbered ? numberOf(attributes) : null };
            break;
          }
          // The text begins: no styles after it.
          case 'body':
            return 'skip';
          default:
        }
        return undefined;
      },
    });
  }
  return { hidden, titles, beginsPage, lists };
}

function numberOf(attributes: XmlAttributes): ListLevel['number'] {
  return {
    format: numberFormats[attribute(attributes, 'num-format') ?? '1'] ?? 'decimal',
    suffix: (attribute(attributes, 'num-suffix') ?? '.').slice(0, longestSuffix),
    start: numericAttribute(attributes, 'start-value') ?? 1,
  };
}

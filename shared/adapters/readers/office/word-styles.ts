import { attribute, isSwitchedOn, numericAttribute, walkXml } from './xml-walk.ts';

/** What of a style bears on the text. */
export interface WordStyle {
  /** From 1; `null` where paragraphs of this style are no headings. */
  readonly headingLevel: number | null;
  readonly numberingId: string | null;
  readonly listLevel: number | null;
  readonly isHidden: boolean;
}

interface StyleEntry {
  name: string;
  basedOn: string | null;
  outlineLevel: number | null;
  numberingId: string | null;
  listLevel: number | null;
  isHidden: boolean | null;
}

const plainStyle: WordStyle = {
  headingLevel: null,
  numberingId: null,
  listLevel: null,
  isHidden: false,
};

/** A style is based on few others; a circle of them is not followed for ever. */
const longestChain = 20;

/** What each style of a Word document means, those it is based on included. */
export function readWordStyles(
  xml: string | undefined,
  format: string,
): (styleId: string) => WordStyle {
  const entries = xml === undefined ? new Map<string, StyleEntry>() : readEntries(xml, format);
  const resolved = new Map<string, WordStyle>();
  return (styleId) => {
    const known = resolved.get(styleId);
    if (known !== undefined) return known;
    const style = resolve(styleId, entries);
    resolved.set(styleId, style);
    return style;
  };
}

/** The level of an outline, from 0; 9 is body text. */
export function headingOfOutline(level: number): number | null {
  return level >= 0 && level < 9 ? level + 1 : null;
}

function readEntries(xml: string, format: string): Map<string, StyleEntry> {
  const entries = new Map<string, StyleEntry>();
  let entry: StyleEntry | undefined;
  walkXml(xml, format, {
    open(name, attributes, parent) {
      const value = attribute(attributes, 'val') ?? '';
      if (name === 'style') {
        entry = emptyEntry();
        entries.set(attribute(attributes, 'styleId') ?? '', entry);
      } else if (entry === undefined) return;
      else if (name === 'name' && parent === 'style') entry.name = value;
      else if (name === 'basedOn') entry.basedOn = value;
      else if (name === 'outlineLvl') {
        entry.outlineLevel = numericAttribute(attributes, 'val') ?? null;
      } else if (name === 'numId') entry.numberingId = value;
      else if (name === 'ilvl') entry.listLevel = numericAttribute(attributes, 'val') ?? null;
      else if (name === 'vanish') entry.isHidden = isSwitchedOn(attributes);
    },
    close(name) {
      if (name === 'style') entry = undefined;
    },
  });
  return entries;
}

function emptyEntry(): StyleEntry {
  return {
    name: '',
    basedOn: null,
    outlineLevel: null,
    numberingId: null,
    listLevel: null,
    isHidden: null,
  };
}

function resolve(styleId: string, entries: ReadonlyMap<string, StyleEntry>): WordStyle {
  const chain: StyleEntry[] = [];
  let next: string | null = styleId;
  while (next !== null && chain.length < longestChain) {
    const entry = entries.get(next);
    if (entry === undefined) break;
    chain.push(entry);
    next = entry.basedOn;
  }
  if (chain.length === 0) return { ...plainStyle, headingLevel: headingOfName(styleId) };

  const outline = first(chain, ({ outlineLevel }) => outlineLevel);
  return {
    headingLevel:
      outline === null ? headingOfName(chain[0]?.name ?? '') : headingOfOutline(outline),
    numberingId: first(chain, ({ numberingId }) => numberingId),
    listLevel: first(chain, ({ listLevel }) => listLevel),
    isHidden: first(chain, ({ isHidden }) => isHidden) ?? false,
  };
}

function first<T>(chain: readonly StyleEntry[], get: (entry: StyleEntry) => T | null): T | null {
  for (const entry of chain) {
    const value = get(entry);
    if (value !== null) return value;
  }
  return null;
}

/** Word's built-in names, for documents that say nothing about their styles. */
export function headingOfName(name: string): number | null {
  if (/^title$/iu.test(name)) return 1;
  const level = /^heading ?([1-9])$/iu.exec(name)?.[1];
  return level === undefined ? null : Number(level);
}

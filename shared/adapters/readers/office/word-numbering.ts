import { listNumber } from './list-labels.ts';
import { attribute, isSwitchedOn, numericAttribute, walkXml } from './xml-walk.ts';

interface Level {
  format: string;
  start: number;
  text: string;
  isDecimal: boolean;
}

interface List {
  readonly levels: Map<number, Level>;
  /** A list may only name a style, which another list defines. */
  styleLink: string | null;
  definesStyle: string | null;
}

interface Numbering {
  listId: string;
  readonly starts: Map<number, number>;
}

const deepestLevel = 8;

/** A label is a few characters; a longer one would be repeated with each item. */
const longestLabel = 100;

/** Counts the items of a Word document's lists and labels them as Word shows them. */
export class WordNumbering {
  readonly #lists = new Map<string, List>();
  readonly #numberings = new Map<string, Numbering>();
  /** How far each list has counted on each level. */
  readonly #counts = new Map<string, number[]>();

  constructor(xml: string | undefined, format: string) {
    if (xml !== undefined) this.#read(xml, format);
  }

  /**
   * The label of the next item, such as `-` or `2.1.`; empty where the list shows none.
   *
   * @param level how deep the item is nested, from 0
   */
  nextLabel(numberingId: string, level: number): string {
    const numbering = this.#numberings.get(numberingId);
    const depth = Math.min(Math.max(level, 0), deepestLevel);
    const list = this.#listOf(numbering?.listId);
    if (numbering === undefined || list === undefined) return numberingId === '0' ? '' : '-';

    const counts = this.#count(numbering, list, depth);
    const { format, text, isDecimal } = levelOf(list, depth);
    if (format === 'bullet') return '-';
    if (format === 'none' && !text.includes('%')) return text.trim();
    return text
      .replaceAll(/%([1-9])/gu, (_, digit: string) => {
        const index = Number(digit) - 1;
        const other = levelOf(list, index);
        return listNumber(counts[index] ?? other.start, isDecimal ? 'decimal' : other.format);
      })
      .trim();
  }

  #count(numbering: Numbering, list: List, depth: number): number[] {
    const counts = this.#counts.get(numbering.listId) ?? [];
    this.#counts.set(numbering.listId, counts);

    const restart = numbering.starts.get(depth);
    // A numbering that starts anew does so once: its further items count on.
    numbering.starts.delete(depth);
    counts[depth] = restart ?? (counts[depth] ?? levelOf(list, depth).start - 1) + 1;
    counts.length = depth + 1;
    return counts;
  }

  #listOf(listId: string | undefined): List | undefined {
    const list = listId === undefined ? undefined : this.#lists.get(listId);
    if (list === undefined || list.styleLink === null) return list;
    return [...this.#lists.values()].find(({ definesStyle }) => definesStyle === list.styleLink);
  }

  #read(xml: string, format: string): void {
    let list: List | undefined;
    let level: Level | undefined;
    let numbering: Numbering | undefined;
    let overridden = 0;
    walkXml(xml, format, {
      open: (name, attributes) => {
        const value = attribute(attributes, 'val') ?? '';
        const number = numericAttribute(attributes, 'val');
        switch (name) {
          case 'abstractNum':
            list = { levels: new Map(), styleLink: null, definesStyle: null };
            this.#lists.set(attribute(attributes, 'abstractNumId') ?? '', list);
            break;
          case 'num':
            numbering = { listId: '', starts: new Map() };
            this.#numberings.set(attribute(attributes, 'numId') ?? '', numbering);
            break;
          case 'abstractNumId':
            if (numbering !== undefined) numbering.listId = value;
            break;
          case 'numStyleLink':
            if (list !== undefined) list.styleLink = value;
            break;
          case 'styleLink':
            if (list !== undefined) list.definesStyle = value;
            break;
          case 'lvlOverride':
            overridden = numericAttribute(attributes, 'ilvl') ?? 0;
            break;
          case 'startOverride':
            numbering?.starts.set(overridden, number ?? 1);
            break;
          case 'lvl':
            level = { format: 'decimal', start: 1, text: '', isDecimal: false };
            list?.levels.set(numericAttribute(attributes, 'ilvl') ?? 0, level);
            break;
          case 'start':
            if (level !== undefined) level.start = number ?? 1;
            break;
          case 'numFmt':
            if (level !== undefined) level.format = value;
            break;
          case 'lvlText':
            if (level !== undefined) level.text = value.slice(0, longestLabel);
            break;
          case 'isLgl':
            if (level !== undefined) level.isDecimal = isSwitchedOn(attributes);
            break;
          default:
        }
      },
      close(name) {
        if (name === 'abstractNum') list = undefined;
        if (name === 'lvl') level = undefined;
        if (name === 'num') numbering = undefined;
      },
    });
  }
}

function levelOf(list: List, depth: number): Level {
  return (
    list.levels.get(depth) ?? {
      format: 'decimal',
      start: 1,
      text: `%${depth + 1}.`,
      isDecimal: false,
    }
  );
}

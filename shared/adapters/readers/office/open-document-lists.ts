import { itemPrefix, listNumber } from './list-labels.ts';
import type { ListLevel } from './open-document-styles.ts';

/** What a list says about itself. */
export interface ListStart {
  /** Empty where the list looks like the one around it. */
  readonly style: string;
  /** By which other lists refer to it. */
  readonly id: string | undefined;
  /** Whether it counts on where the last list of its style ended. */
  readonly isContinued: boolean;
  /** The list where it counts on. */
  readonly continues: string | undefined;
}

interface OpenList {
  readonly style: string;
  readonly id: string | undefined;
  count: number;
  /** Before the next paragraph; the further paragraphs of an item have no label. */
  label: string;
}

/** Counts the items of an OpenDocument's lists while they are walked through. */
export class OpenDocumentLists {
  readonly #styles: ReadonlyMap<string, readonly (ListLevel | undefined)[]>;
  readonly #open: OpenList[] = [];
  readonly #lastCounts = new Map<string, number>();

  constructor(styles: ReadonlyMap<string, readonly (ListLevel | undefined)[]>) {
    this.#styles = styles;
  }

  open({ style, id, isContinued, continues }: ListStart): void {
    const own = style === '' ? (this.#open.at(-1)?.style ?? '') : style;
    const continued = continues === undefined ? styleKey(own) : idKey(continues);
    const counts = isContinued || continues !== undefined;
    const count = counts ? (this.#lastCounts.get(continued) ?? 0) : 0;
    this.#open.push({ style: own, id, count, label: '' });
  }

  openItem(startValue: number | undefined): void {
    const list = this.#open.at(-1);
    if (list === undefined) return;
    const number = this.#styles.get(list.style)?.[this.#open.length]?.number ?? null;
    const next = list.count === 0 ? (number?.start ?? 1) : list.count + 1;
    list.count = startValue ?? next;
    list.label =
      number === null ? '-' : `${listNumber(list.count, number.format)}${number.suffix}`.trim();
  }

  close(): void {
    const list = this.#open.pop();
    if (list === undefined) return;
    if (this.#open.length === 0) this.#lastCounts.set(styleKey(list.style), list.count);
    if (list.id !== undefined) this.#lastCounts.set(idKey(list.id), list.count);
  }

  /** What stands before the paragraph that begins now. */
  takePrefix(): string {
    const list = this.#open.at(-1);
    if (list === undefined) return '';
    const prefix = itemPrefix(list.label, Math.min(this.#open.length, 9) - 1);
    list.label = '';
    return prefix;
  }
}

function styleKey(style: string): string {
  return `style ${style}`;
}

function idKey(id: string): string {
  return `list ${id}`;
}

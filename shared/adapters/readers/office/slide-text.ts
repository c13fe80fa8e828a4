import type { FlowBuilder } from './flow-builder.ts';
import { itemPrefix } from './list-labels.ts';
import { attribute, numericAttribute, type XmlAttributes, type XmlVisitor } from './xml-walk.ts';

/** Dates, page numbers and the like: each slide repeats them. */
const repeated = new Set(['sldNum', 'dt', 'ftr', 'hdr', 'sldImg']);
const titles = new Set(['title', 'ctrTitle']);

/** Placeholders whose paragraphs the usual layouts show as bullets. */
const bulleted = new Set(['body', 'obj']);

interface Shape {
  isTitle: boolean;
  isBulleted: boolean;
}

/** Collects the text of one slide, or of its notes, and finds its title. */
export class SlideText implements Required<XmlVisitor> {
  readonly #flow: FlowBuilder;
  readonly #withBullets: boolean;
  readonly #titlePieces: string[] = [];
  #shape: Shape = { isTitle: false, isBulleted: false };
  #isTextOpen = false;
  #isRepeated = false;
  #level = 0;
  #bullet: string | null = null;
  #count = 0;

  constructor(flow: FlowBuilder, withBullets: boolean) {
    this.#flow = flow;
    this.#withBullets = withBullets;
  }

  /** One line; empty where the slide has no title. */
  get title(): string {
    return this.#titlePieces.join('').replaceAll(/\s+/gu, ' ').trim();
  }

  open = (name: string, attributes: XmlAttributes): 'skip' | void => {
    if (name === 'Fallback') return 'skip';
    switch (name) {
      case 'sp':
      case 'graphicFrame':
        this.#flow.openBox();
        this.#shape = { isTitle: false, isBulleted: false };
        this.#isRepeated = false;
        this.#count = 0;
        break;
      case 'ph':
        return this.#placeholder(attributes);
      case 'tbl':
        this.#flow.openTable();
        break;
      case 'tr':
        this.#flow.openRow();
        break;
      case 'tc':
        this.#flow.openCell();
        break;
      case 'p':
        this.#flow.openParagraph();
        this.#level = 0;
        this.#bullet = null;
        break;
      default:
        this.#paragraphContent(name, attributes);
    }
  };

  text = (text: string): void => {
    if (!this.#isTextOpen) return;
    this.#flow.text(text);
    if (this.#shape.isTitle) this.#titlePieces.push(text);
  };

  close = (name: string): void => {
    switch (name) {
      case 't':
        this.#isTextOpen = false;
        break;
      case 'p':
        this.#flow.closeParagraph(this.#prefix());
        break;
      case 'sp':
      case 'graphicFrame':
        this.#flow.closeBox();
        break;
      case 'tbl':
        this.#flow.closeTable();
        break;
      case 'tr':
        this.#flow.closeRow();
        break;
      case 'tc':
        // What a merged cell covers follows it as cells of their own, empty.
        this.#flow.closeCell();
        break;
      default:
    }
  };

  #placeholder(attributes: XmlAttributes): void {
    const type = attribute(attributes, 'type') ?? 'obj';
    this.#isRepeated = repeated.has(type);
    this.#shape = {
      isTitle: titles.has(type),
      isBulleted: this.#withBullets && bulleted.has(type),
    };
  }

  #paragraphContent(name: string, attributes: XmlAttributes): void {
    switch (name) {
      case 't':
        this.#isTextOpen = !this.#isRepeated;
        break;
      case 'br':
        this.#flow.text('\n');
        if (this.#shape.isTitle) this.#titlePieces.push(' ');
        break;
      case 'tab':
        this.#flow.text('\t');
        break;
      case 'pPr':
        this.#level = Math.min(Math.max(numericAttribute(attributes, 'lvl') ?? 0, 0), 8);
        break;
      case 'buNone':
        this.#bullet = '';
        break;
      case 'buChar':
      case 'buBlip':
        this.#bullet = '-';
        break;
      case 'buAutoNum':
        this.#bullet = '1.';
        break;
      default:
    }
  }

  #prefix(): string {
    const { isTitle, isBulleted } = this.#shape;
    if (isTitle) return '# ';
    const bullet = this.#bullet ?? (isBulleted ? '-' : '');
    if (bullet === '1.') this.#count += 1;
    else if (this.#level === 0) this.#count = 0;
    return itemPrefix(bullet === '1.' ? `${this.#count}.` : bullet, this.#level);
  }
}

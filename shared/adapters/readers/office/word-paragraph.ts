import { itemPrefix } from './list-labels.ts';
import { pageMarks } from './page-marks.ts';
import type { WordContext } from './word-context.ts';
import { headingOfOutline, type WordStyle } from './word-styles.ts';
import { attribute, isSwitchedOn, numericAttribute, type XmlAttributes } from './xml-walk.ts';

/** What a paragraph of a Word document says about itself: what it is, not what it says. */
export class WordParagraph {
  readonly #context: WordContext;
  #style: WordStyle | null = null;
  #numberingId: string | null = null;
  #listLevel: number | null = null;
  #outlineLevel: number | null = null;
  #endsSection = false;

  constructor(context: WordContext) {
    this.#context = context;
  }

  get isHidden(): boolean {
    return this.#style?.isHidden ?? false;
  }

  get endsSection(): boolean {
    return this.#endsSection;
  }

  takeProperty(name: string, attributes: XmlAttributes): void {
    switch (name) {
      case 'pStyle':
        this.#style = this.#context.styleOf(attribute(attributes, 'val') ?? '');
        break;
      case 'numId':
        this.#numberingId = attribute(attributes, 'val') ?? null;
        break;
      case 'ilvl':
        this.#listLevel = numericAttribute(attributes, 'val') ?? null;
        break;
      case 'outlineLvl':
        this.#outlineLevel = numericAttribute(attributes, 'val') ?? null;
        break;
      case 'pageBreakBefore':
        if (isSwitchedOn(attributes)) this.#context.flow.text(pageMarks.pageStart);
        break;
      case 'sectPr':
        this.#endsSection = true;
        break;
      default:
    }
  }

  /** What stands before its words, such as `## ` or `  - `; counts the item, so ask once. */
  prefix(): string {
    const style = this.#style;
    const heading =
      this.#outlineLevel === null
        ? (style?.headingLevel ?? null)
        : headingOfOutline(this.#outlineLevel);
    const numberingId = this.#numberingId ?? style?.numberingId ?? null;
    const level = Math.min(Math.max(this.#listLevel ?? style?.listLevel ?? 0, 0), 8);
    const label = numberingId === null ? '' : this.#context.numbering.nextLabel(numberingId, level);

    if (heading === null) return itemPrefix(label, level);
    const number = label === '' || label === '-' ? '' : `${label} `;
    return `${'#'.repeat(Math.min(heading, 6))} ${number}`;
  }
}

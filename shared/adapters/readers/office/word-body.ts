import { pageMarks } from './page-marks.ts';
import { symbolText } from './symbol-text.ts';
import type { WordContext } from './word-context.ts';
import { WordParagraph } from './word-paragraph.ts';
import {
  attribute,
  isSwitchedOn,
  numericAttribute,
  type XmlAttributes,
  type XmlVisitor,
} from './xml-walk.ts';

/**
 * Deleted text, earlier formatting, where tabs stop, what fields are computed from, what older programs show instead of a drawing, and
 * the small characters above Chinese and Japanese ones.
 */
const skipped = new Set([
  'del',
  'moveFrom',
  'delText',
  'instrText',
  'delInstrText',
  'Fallback',
  'rt',
  'pPrChange',
  'rPrChange',
  'sectPrChange',
  'tblPrChange',
  'tcPrChange',
  'trPrChange',
  'tabs',
]);

/** What an equation needs between its parts to be read in one line. */
const equationSigns: Readonly<Record<string, string>> = { den: '/', sup: '^', sub: '_' };

/** Walks through the body of a Word document, or of one of its notes, headers and footers. */
export class WordBody implements Required<XmlVisitor> {
  readonly #context: WordContext;
  readonly #paragraphs: WordParagraph[] = [];
  readonly #spans: number[] = [];
  readonly #deletedRows: boolean[] = [];
  /** Elements that bear on the warnings. */
  readonly seen = new Set<string>();
  readonly #sections: boolean[] = [];
  #isTextOpen = false;
  #isRunHidden = false;
  #isInRunProperties = false;

  constructor(context: WordContext) {
    this.#context = context;
  }

  /** Of each section of the document, whether it begins a page. */
  get sectionsOnNewPage(): readonly boolean[] {
    return this.#sections;
  }

  open = (name: string, attributes: XmlAttributes, parent: string): 'skip' | void => {
    if (name === 'del' && parent === 'trPr') this.#deletedRows[this.#deletedRows.length - 1] = true;
    if (skipped.has(name)) return 'skip';
    if (name === 'altChunk' || name === 'lastRenderedPageBreak') this.seen.add(name);
    if (parent === 'pPr' || parent === 'numPr') {
      if (name === 'sectPr') this.#sections.push(true);
      return this.#paragraphs.at(-1)?.takeProperty(name, attributes);
    }
    if (parent === 'rPr') return this.#runProperty(name, attributes);
    if (name === 'type' && parent === 'sectPr') {
      const type = attribute(attributes, 'val') ?? '';
      this.#sections[this.#sections.length - 1] = !['continuous', 'nextColumn'].includes(type);
    }
    this.#structure(name, attributes, parent);
    if (!this.#isRunHidden) this.#content(name, attributes);
  };

  text = (text: string): void => {
    if (this.#isTextOpen && !this.#isRunHidden) this.#context.flow.text(text);
  };

  close = (name: string): void => {
    const { flow } = this.#context;
    switch (name) {
      case 't':
        this.#isTextOpen = false;
        break;
      case 'r':
        this.#isRunHidden = false;
        break;
      case 'rPr':
        this.#isInRunProperties = false;
        break;
      case 'p':
        this.#closeParagraph();
        break;
      case 'txbxContent':
        flow.closeBox();
        break;
      case 'tbl':
        flow.closeTable();
        break;
      case 'tr':
        flow.closeRow(this.#deletedRows.pop() === true ? 0 : 1);
        break;
      case 'tc':
        flow.closeCell(this.#spans.pop());
        break;
      default:
    }
  };

  #structure(name: string, attributes: XmlAttributes, parent: string): void {
    const { flow } = this.#context;
    switch (name) {
      case 'p':
        flow.openParagraph();
        this.#paragraphs.push(new WordParagraph(this.#context));
        break;
      case 'r':
        this.#isRunHidden = this.#paragraphs.at(-1)?.isHidden ?? false;
        break;
      case 'rPr':
        this.#isInRunProperties = parent === 'r';
        break;
      case 'txbxContent':
        flow.openBox();
        // The box may have been drawn by a run that is still open.
        this.#isRunHidden = false;
        break;
      case 'tbl':
        flow.openTable();
        break;
      case 'tr':
        flow.openRow();
        this.#deletedRows.push(false);
        break;
      case 'tc':
        flow.openCell();
        this.#spans.push(1);
        break;
      case 'sectPr':
        // The last section's; the others' stand in their last paragraphs.
        this.#sections.push(true);
        break;
      case 'gridSpan':
        this.#spans[this.#spans.length - 1] = numericAttribute(attributes, 'val') ?? 1;
        break;
      default:
    }
  }

  #content(name: string, attributes: XmlAttributes): void {
    const { flow, referTo } = this.#context;
    switch (name) {
      case 't':
        this.#isTextOpen = true;
        break;
      case 'tab':
      case 'ptab':
        flow.text('\t');
        break;
      case 'br':
        flow.text(attribute(attributes, 'type') === 'page' ? pageMarks.hardBreak : '\n');
        break;
      case 'cr':
        flow.text('\n');
        break;
      case 'lastRenderedPageBreak':
        flow.text(pageMarks.pageStart);
        break;
      case 'noBreakHyphen':
        flow.text('-');
        break;
      case 'sym':
        flow.text(symbolText(attribute(attributes, 'font'), attribute(attributes, 'char')));
        break;
      case 'drawing':
      case 'pict':
        flow.text(pageMarks.picture);
        break;
      case 'footnoteReference':
        flow.text(referTo('footnote', attribute(attributes, 'id') ?? ''));
        break;
      case 'endnoteReference':
        flow.text(referTo('endnote', attribute(attributes, 'id') ?? ''));
        break;
      default:
        flow.text(equationSigns[name] ?? '');
    }
  }

  #runProperty(name: string, attributes: XmlAttributes): void {
    if (!this.#isInRunProperties) return;
    if (name === 'vanish') this.#isRunHidden = isSwitchedOn(attributes);
    if (name === 'rStyle') {
      const { isHidden } = this.#context.styleOf(attribute(attributes, 'val') ?? '');
      if (isHidden) this.#isRunHidden = true;
    }
  }

  #closeParagraph(): void {
    const { flow } = this.#context;
    const paragraph = this.#paragraphs.pop();
    if (paragraph?.endsSection === true) flow.text(pageMarks.sectionEnd);
    flow.closeParagraph(paragraph?.prefix());
  }
}

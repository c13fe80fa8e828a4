import type { Block, FlowBuilder } from './flow-builder.ts';
import { OpenDocumentLists } from './open-document-lists.ts';
import type { OpenDocumentStyles } from './open-document-styles.ts';
import { pageMarks } from './page-marks.ts';
import { attribute, numericAttribute, type XmlAttributes, type XmlVisitor } from './xml-walk.ts';

/** Comments, deleted text, what names or declares things, and what repeats other text. */
const skipped = new Set([
  'annotation',
  'tracked-changes',
  'forms',
  'sequence-decls',
  'variable-decls',
  'user-field-decls',
  'note-citation',
  'ruby-text',
  'hidden-text',
  'event-listeners',
  'binary-data',
  'table-of-content-source',
]);

/** Inside these, `title` and `desc` are text; elsewhere they describe a picture. */
const inlineElements = new Set(['p', 'h', 'span', 'a']);

/** A file may say that a gap, or an empty stretch of a table, is as long as it likes. */
const longestGap = 100;

/** A note of an OpenDocument file. */
export interface OpenDocumentNote {
  readonly marker: string;
  readonly blocks: readonly Block[];
}

/** Walks through the text of an OpenDocument file, or through its slides. */
export class OpenDocumentBody implements Required<XmlVisitor> {
  readonly notes: OpenDocumentNote[] = [];
  readonly #flow: FlowBuilder;
  readonly #styles: OpenDocumentStyles;
  readonly #lists: OpenDocumentLists;
  readonly #prefixes: string[] = [];
  readonly #spans: number[] = [];
  readonly #markers: string[] = [];
  readonly #noteCounts = { footnote: 0, endnote: 0 };
  #isPageBroken = false;
  #isTitle = false;

  constructor(flow: FlowBuilder, styles: OpenDocumentStyles) {
    this.#flow = flow;
    this.#styles = styles;
    this.#lists = new OpenDocumentLists(styles.lists);
  }

  open = (name: string, attributes: XmlAttributes, parent: string): 'skip' | void => {
    if (skipped.has(name)) return 'skip';
    if ((name === 'title' || name === 'desc') && !inlineElements.has(parent)) return 'skip';
    const style = attribute(attributes, 'style-name') ?? '';
    if (this.#styles.hidden.has(style)) return 'skip';
    if (attribute(attributes, 'display') === 'none') return 'skip';
    this.#structure(name, attributes, style);
    this.#inline(name, attributes);
  };

  text = (text: string): void => {
    // Line ends in the file are only spaces: those that count are elements.
    this.#flow.text(text.replaceAll(/\s+/gu, ' '));
  };

  close = (name: string): void => {
    switch (name) {
      case 'p':
      case 'h':
        this.#flow.closeParagraph(this.#prefixes.pop());
        break;
      case 'frame':
        this.#isTitle = false;
        break;
      case 'list':
        this.#lists.close();
        break;
      case 'table':
        this.#flow.closeTable();
        break;
      case 'table-row':
        this.#flow.closeRow();
        break;
      case 'table-cell':
      case 'covered-table-cell':
        this.#flow.closeCell(this.#spans.pop());
        break;
      case 'note':
        this.notes.push({ marker: this.#markers.pop() ?? '', blocks: this.#flow.takeBox() });
        break;
      default:
    }
  };

  #structure(name: string, attributes: XmlAttributes, style: string): void {
    switch (name) {
      case 'h': {
        const level = numericAttribute(attributes, 'outline-level') ?? 1;
        this.#openParagraph(`${'#'.repeat(Math.min(Math.max(level, 1), 6))} `, style);
        break;
      }
      case 'p':
        this.#openParagraph(
          this.#isTitle || this.#styles.titles.has(style) ? '# ' : this.#lists.takePrefix(),
          style,
        );
        break;
      case 'frame':
        this.#isTitle = attribute(attributes, 'class') === 'title';
        break;
      case 'list':
        this.#lists.open({
          style,
          id: attribute(attributes, 'id'),
          isContinued: attribute(attributes, 'continue-numbering') === 'true',
          continues: attribute(attributes, 'continue-list'),
        });
        break;
      case 'list-item':
        this.#lists.openItem(numericAttribute(attributes, 'start-value'));
        break;
      case 'table':
        this.#flow.openTable();
        break;
      case 'table-row':
        this.#flow.openRow();
        break;
      case 'table-cell':
      case 'covered-table-cell':
        this.#flow.openCell();
        this.#spans.push(numericAttribute(attributes, 'number-columns-repeated') ?? 1);
        break;
      default:
    }
  }

  #inline(name: string, attributes: XmlAttributes): void {
    switch (name) {
      case 's':
        this.#flow.text(
          ' '.repeat(Math.min(Math.max(numericAttribute(attributes, 'c') ?? 1, 1), longestGap)),
        );
        break;
      case 'tab':
        this.#flow.text('\t');
        break;
      case 'line-break':
        this.#flow.text('\n');
        break;
      case 'soft-page-break':
        this.#isPageBroken = true;
        if (this.#prefixes.length > 0) this.#markPage();
        break;
      case 'image':
        this.#flow.text(pageMarks.picture);
        break;
      case 'note':
        this.#openNote(attribute(attributes, 'note-class') === 'endnote' ? 'endnote' : 'footnote');
        break;
      default:
    }
  }

  #openParagraph(prefix: string, style: string): void {
    this.#flow.openParagraph();
    this.#prefixes.push(prefix);
    if (this.#styles.beginsPage.has(style)) this.#isPageBroken = true;
    this.#markPage();
  }

  /** Breaks between paragraphs wait for the next one. */
  #markPage(): void {
    if (this.#isPageBroken) this.#flow.text(pageMarks.pageStart);
    this.#isPageBroken = false;
  }

  #openNote(kind: 'footnote' | 'endnote'): void {
    this.#noteCounts[kind] += 1;
    const marker = `[^${kind === 'endnote' ? 'e' : ''}${this.#noteCounts[kind]}]`;
    this.#flow.text(marker);
    this.#markers.push(marker);
    this.#flow.openBox();
  }
}

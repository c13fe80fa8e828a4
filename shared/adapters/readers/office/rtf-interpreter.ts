import { DocumentTooComplex } from '../../../failure/document-errors.ts';
import type { Block } from './flow-builder.ts';
import { withoutForbidden } from './forbidden-characters.ts';
import { pageMarks } from './page-marks.ts';
import { codePageOfCharset, decodeCodePage, isMultiByte } from './rtf-code-pages.ts';
import type { RtfToken } from './rtf-tokens.ts';
import { rtfCharacters, rtfIgnorableText, rtfSkippedGroups, rtfSymbols } from './rtf-words.ts';
import { headingOfName } from './word-styles.ts';
import { RtfWriter, type RtfParagraph } from './rtf-writer.ts';

/** What holds until the group ends. */
interface Group {
  /** What becomes of the group's words. */
  readonly use: 'text' | 'skip' | 'label' | 'fonts' | 'styles' | 'note';
  readonly isHidden: boolean;
  readonly isDeleted: boolean;
  /** How many characters repeat each `\u` for programs without Unicode. */
  readonly fallbackLength: number;
  readonly codePage: number | null;
}

/** What is put aside while a footnote is read. */
interface Place {
  readonly writer: RtfWriter;
  readonly paragraph: RtfParagraph;
}

/** Deeper than any program nests groups. */
const deepestGroup = 10_000;

/** Follows the tokens of an RTF document and collects what they show. */
export class RtfInterpreter {
  readonly #maximumCharacters: number;
  readonly #groups: Group[] = [];
  readonly #codePageOfFont = new Map<number, number | null>();
  readonly #notes: Block[][] = [];
  #place: Place;
  #outer: Place | null = null;
  #group: Group = {
    use: 'text',
    isHidden: false,
    isDeleted: false,
    fallbackLength: 1,
    codePage: null,
  };
  readonly #headingOfStyle = new Map<number, number>();
  #style = 0;
  #documentCodePage = 1252;
  #font = 0;
  #isIgnorable = false;
  #fallbackLeft = 0;
  #bytes: number[] = [];

  constructor(maximumCharacters: number) {
    this.#maximumCharacters = maximumCharacters;
    this.#place = { writer: new RtfWriter(maximumCharacters), paragraph: plainParagraph() };
  }

  take(token: RtfToken): void {
    if (token.kind === 'text') return this.#takeText(token.text);
    if (token.kind === 'byte') {
      if (this.#fallbackLeft > 0) this.#fallbackLeft -= 1;
      else this.#bytes.push(token.byte);
      return;
    }

    this.#flushBytes();
    switch (token.kind) {
      case 'open':
        this.#openGroup();
        break;
      case 'close':
        this.#closeGroup();
        break;
      case 'ignorable':
        this.#isIgnorable = true;
        break;
      case 'symbol':
        if (token.symbol === '\n' || token.symbol === '\r') this.#endParagraph();
        else this.#write(rtfSymbols[token.symbol] ?? '');
        break;
      case 'word':
        this.#takeWord(token.word, token.value);
        break;
    }
  }

  finish(): { blocks: Block[]; notes: readonly Block[][]; isCutOff: boolean } {
    this.#flushBytes();
    const isCutOff = this.#groups.length > 0;
    while (this.#groups.length > 0) this.#closeGroup();
    const blocks = this.#place.writer.takeBlocks(this.#place.paragraph);
    return { blocks, notes: this.#notes, isCutOff };
  }

  #openGroup(): void {
    if (this.#groups.length >= deepestGroup) {
      throw new DocumentTooComplex(`groups deeper than ${deepestGroup} in each other`);
    }
    this.#groups.push(this.#group);
    this.#isIgnorable = false;
    this.#fallbackLeft = 0;
  }

  #closeGroup(): void {
    const ended = this.#group;
    this.#group = this.#groups.pop() ?? this.#group;
    this.#isIgnorable = false;
    this.#fallbackLeft = 0;
    if (ended.use !== 'note' || this.#group.use === 'note' || this.#outer === null) return;
    this.#notes.push(this.#place.writer.takeBlocks(this.#place.paragraph));
    this.#place = this.#outer;
    this.#outer = null;
  }

  #takeText(text: string): void {
    if (this.#group.use === 'styles') {
      // The style's name, which ends its description.
      this.#takeHeading((headingOfName(text.replace(';', '').trim()) ?? 10) - 1);
      return;
    }
    const shown = text.slice(this.#fallbackLeft);
    this.#fallbackLeft = Math.max(this.#fallbackLeft - text.length, 0);
    const codePage = this.#codePage();
    if (this.#bytes.length === 0 && !/[\u0080-\u00FF]/u.test(shown)) {
      this.#write(withoutForbidden(shown));
    } else if (isMultiByte(codePage) || /[\u0080-\u00FF]/u.test(shown)) {
      for (const character of shown) this.#bytes.push(character.codePointAt(0) ?? 0);
    } else {
      this.#flushBytes();
      this.#write(withoutForbidden(shown));
    }
  }

  #takeWord(word: string, value: number | null): void {
    const isIgnorable = this.#isIgnorable;
    this.#isIgnorable = false;
    if (isIgnorable && !rtfIgnorableText.has(word)) return this.#use('skip');
    if (this.#fallbackLeft > 0 && word !== 'u') this.#fallbackLeft -= 1;

    switch (word) {
      case 'ansicpg':
        this.#documentCodePage = value ?? 1252;
        break;
      case 'mac':
        this.#documentCodePage = 10_000;
        break;
      case 'uc':
        this.#group = { ...this.#group, fallbackLength: Math.min(Math.max(value ?? 1, 0), 16) };
        break;
      case 'u':
        this.#write(withoutForbidden(String.fromCharCode((value ?? 0) & 0xff_ff)));
        this.#fallbackLeft = this.#group.fallbackLength;
        break;
      case 'v':
        this.#group = { ...this.#group, isHidden: value !== 0 };
        break;
      case 'deleted':
        this.#group = { ...this.#group, isDeleted: value !== 0 };
        break;
      case 'plain':
        this.#group = { ...this.#group, isHidden: false, isDeleted: false, codePage: null };
        break;
      case 'f':
        this.#takeFont(value ?? 0);
        break;
      case 'fcharset':
        if (this.#group.use === 'fonts') {
          this.#codePageOfFont.set(this.#font, codePageOfCharset(value ?? 0));
        }
        break;
      case 'fonttbl':
        this.#use('fonts');
        break;
      case 'stylesheet':
        this.#use('styles');
        break;
      case 's':
        this.#takeStyle(value ?? 0);
        break;
      case 'outlinelevel':
        this.#takeHeading(value ?? 9);
        break;
      case 'listtext':
      case 'pntext':
        this.#place.paragraph.label = '';
        this.#use('label');
        break;
      case 'footnote':
        this.#openNote();
        break;
      default:
        if (rtfSkippedGroups.has(word)) {
          if (word === 'pict') this.#write(pageMarks.picture);
          this.#use('skip');
        } else this.#takeStructure(word, value);
    }
  }

  #takeStructure(word: string, value: number | null): void {
    if (this.#isSilent()) return;
    const { writer, paragraph } = this.#place;
    switch (word) {
      case 'par':
      case 'sect':
        this.#endParagraph();
        if (word === 'sect') this.#write(pageMarks.pageStart);
        break;
      case 'pard':
        if (this.#group.use !== 'label') Object.assign(paragraph, plainParagraph(paragraph.label));
        break;
      case 'intbl':
        paragraph.isInTable = true;
        break;
      case 'ilvl':
        paragraph.listLevel = Math.min(Math.max(value ?? 0, 0), 8);
        break;
      case 'cell':
        writer.endCell(paragraph);
        paragraph.label = '';
        break;
      case 'row':
        writer.endRow();
        break;
      case 'nestcell':
        this.#write(' / ');
        break;
      case 'nestrow':
        this.#endParagraph();
        break;
      case 'pagebb':
        this.#write(pageMarks.pageStart);
        break;
      default:
        this.#write(rtfCharacters[word] ?? '');
    }
  }

  #takeFont(font: number): void {
    this.#font = font;
    if (this.#group.use === 'fonts') return;
    this.#group = { ...this.#group, codePage: this.#codePageOfFont.get(font) ?? null };
  }

  /** In the list of styles, the one that is described; elsewhere, that of the paragraph. */
  #takeStyle(style: number): void {
    if (this.#group.use === 'styles') this.#style = style;
    else if (!this.#isSilent()) {
      this.#place.paragraph.headingLevel = this.#headingOfStyle.get(style) ?? null;
    }
  }

  /** @param outline from 0; 9 is body text */
  #takeHeading(outline: number): void {
    if (outline < 0 || outline > 8) return;
    const level = Math.min(outline + 1, 6);
    if (this.#group.use === 'styles') this.#headingOfStyle.set(this.#style, level);
    else if (!this.#isSilent()) this.#place.paragraph.headingLevel = level;
  }

  /** Whether the group has no text of the document. */
  #isSilent(): boolean {
    const { use } = this.#group;
    return use === 'skip' || use === 'fonts' || use === 'styles';
  }

  #openNote(): void {
    if (this.#group.use !== 'text' || this.#outer !== null) return this.#use('skip');
    this.#write(`[^${this.#notes.length + 1}]`);
    this.#outer = this.#place;
    this.#use('note');
    const writer = new RtfWriter(this.#maximumCharacters);
    this.#place = { writer, paragraph: plainParagraph() };
  }

  #endParagraph(): void {
    if (this.#isSilent()) return;
    const { writer, paragraph } = this.#place;
    writer.endParagraph(paragraph);
    paragraph.label = '';
  }

  #use(use: Group['use']): void {
    // What is skipped stays so, whatever it holds.
    if (this.#group.use !== 'skip') this.#group = { ...this.#group, use };
  }

  #write(text: string): void {
    const { use, isHidden, isDeleted } = this.#group;
    if (text === '' || isHidden || isDeleted || this.#isSilent()) return;
    const { writer, paragraph } = this.#place;
    if (use === 'label') paragraph.label = (paragraph.label + text).trim().slice(0, 40);
    else writer.text(text);
  }

  #flushBytes(): void {
    if (this.#bytes.length === 0) return;
    const bytes = this.#bytes;
    this.#bytes = [];
    this.#write(withoutForbidden(decodeCodePage(bytes, this.#codePage())));
  }

  #codePage(): number {
    return this.#group.codePage ?? this.#documentCodePage;
  }
}

function plainParagraph(label = ''): RtfParagraph {
  return { isInTable: false, headingLevel: null, listLevel: 0, label };
}

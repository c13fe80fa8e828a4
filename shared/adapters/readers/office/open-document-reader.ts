import type { FormatInput, ReadText } from '../format-reader.ts';
import { FlowBuilder, type Block } from './flow-builder.ts';
import { OpenDocumentBody } from './open-document-body.ts';
import { openDocumentParts } from './open-document-parts.ts';
import { OpenDocumentSheets } from './open-document-sheets.ts';
import { splitAtPageMarks, withoutMarks } from './page-marks.ts';
import { PagedText } from './paged-text.ts';
import { renderBlocks } from './render-blocks.ts';
import { requireText } from './require-text.ts';
import { textOfSheets } from './sheets-text.ts';
import { walkXml } from './xml-walk.ts';

/** Reads an OpenDocument text; it has pages where its program noted where they begin. */
export async function readOpenDocumentText(input: FormatInput): Promise<ReadText> {
  const format = 'OpenDocument text';
  const { content, styles } = openDocumentParts(input, format);
  const flow = new FlowBuilder(input.limits.maximumCharacters);
  const body = new OpenDocumentBody(flow, styles);
  walkXml(content, format, body);

  const { text, pages } = splitAtPageMarks(renderBlocks(flow.takeBlocks()), input.limits);
  const notes = body.notes.map(({ marker, blocks }) => `${marker}: ${plainText(blocks)}`);
  return { ...noTurns, text: requireText([text, ...notes].join('\n\n')), pages, warnings: [] };
}

/** Reads an OpenDocument presentation: slides are pages, with their notes at their ends. */
export async function readOpenDocumentPresentation(input: FormatInput): Promise<ReadText> {
  const format = 'OpenDocument presentation';
  const { content, styles } = openDocumentParts(input, format);
  const flow = new FlowBuilder(input.limits.maximumCharacters);
  const body = new OpenDocumentBody(flow, styles);
  const paged = new PagedText(input.limits);
  let shown: Block[] = [];
  let noted: Block[] = [];

  walkXml(content, format, {
    text: body.text,
    open(name, attributes, parent) {
      if (name === 'notes') shown = flow.takeBlocks();
      return body.open(name, attributes, parent);
    },
    close(name) {
      body.close(name);
      if (name === 'notes') noted = flow.takeBlocks();
      if (name !== 'page') return;
      const slide = [...shown, ...flow.takeBlocks()];
      const notes = plainText(noted);
      const pieces = [plainText(slide), notes === '' ? '' : `Notes: ${notes}`];
      const number = paged.pages.length + 1;
      paged.add(pieces.filter((piece) => piece !== '').join('\n\n'), {
        number,
        label: titleOf(slide),
      });
      shown = [];
      noted = [];
    },
  });
  return { ...noTurns, text: requireText(paged.text), pages: paged.pages, warnings: [] };
}

/** Reads an OpenDocument workbook: sheets are pages, and cells are as they were shown. */
export async function readOpenDocumentSheet(input: FormatInput): Promise<ReadText> {
  const format = 'OpenDocument spreadsheet';
  const { content, styles } = openDocumentParts(input, format);
  const workbook = new OpenDocumentSheets(styles, input.limits.maximumCharacters);
  walkXml(content, format, workbook);

  const sheets = workbook.sheets.map(({ grid, ...sheet }) => ({ ...sheet, grid: () => grid }));
  const read = textOfSheets(sheets, input.limits);
  return workbook.hasRepetitionsLeftOut
    ? { ...read, warnings: [...read.warnings, 'cells or rows that repeat over 1000 times are cut'] }
    : read;
}

const noTurns = { turns: [], durationSeconds: null };

function plainText(blocks: readonly Block[]): string {
  return withoutMarks(renderBlocks(blocks)).trim();
}

function titleOf(slide: readonly Block[]): string | null {
  const title = slide.find((block) => block.kind === 'paragraph' && block.prefix === '# ');
  return title === undefined ? null : plainText([title]).slice('# '.length);
}

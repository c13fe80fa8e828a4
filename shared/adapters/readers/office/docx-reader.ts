import type { Page } from '../../../document/document-text.ts';
import type { FormatInput, ReadText } from '../format-reader.ts';
import { FlowBuilder } from './flow-builder.ts';
import { pageMarks, splitAtPageMarks } from './page-marks.ts';
import { mainPart, relatedPart, relationshipsOf, type Relationship } from './relationships.ts';
import { renderBlocks } from './render-blocks.ts';
import { requireText } from './require-text.ts';
import { marginText } from './word-margins.ts';
import { WordBody } from './word-body.ts';
import type { WordContext } from './word-context.ts';
import { WordNotes } from './word-notes.ts';
import { WordNumbering } from './word-numbering.ts';
import { readWordStyles } from './word-styles.ts';
import { walkXml } from './xml-walk.ts';
import { unzipParts, type ZipParts } from './zip-parts.ts';

const format = 'Word document';

/**
 * Reads a Word document: headers first, then its text with headings, lists and tables as Markdown,
 * then notes and footers.
 *
 * It has pages only where the document tells where they began when it was last printed or shown, or
 * where its author broke them; notes, headers and footers are on none.
 */
export async function readDocx(input: FormatInput): Promise<ReadText> {
  const parts = unzipParts(input, format);
  const { path, xml } = mainPart(parts);
  const relationships = relationshipsOf(parts, path);
  const styleOf = readWordStyles(relatedPart(parts, relationships, 'styles'), format);
  const numberingXml = relatedPart(parts, relationships, 'numbering');
  const notes = new WordNotes();
  const flow = new FlowBuilder(input.limits.maximumCharacters);
  const context: WordContext = {
    flow,
    styleOf,
    numbering: new WordNumbering(numberingXml, format),
    referTo: notes.referTo,
  };

  const walked = new WordBody(context);
  walkXml(xml, format, walked);
  const marked = renderBlocks(flow.takeBlocks());
  const { text: body, pages } = splitAtPageMarks(marked, {
    maximumPages: input.limits.maximumPages,
    sectionsOnNewPage: walked.sectionsOnNewPage,
  });

  const head = marginText(partsOf(parts, relationships, 'header'), context);
  const foot = marginText(partsOf(parts, relationships, 'footer'), context);
  const noted = notes.render(parts, relationships, context);
  const before = head === '' ? '' : `${head}\n\n`;
  const text = [before + body, noted, foot].filter((piece) => piece !== '').join('\n\n');

  return {
    text: requireText(text),
    turns: [],
    pages: pages?.map((page) => movePage(page, before.length)) ?? null,
    warnings: warningsAbout(marked, walked.seen),
    durationSeconds: null,
  };
}

function movePage({ start, end, number, label }: Page, by: number): Page {
  return { start: start + by, end: end + by, number, label };
}

function partsOf(
  parts: ZipParts,
  relationships: readonly Relationship[],
  type: string,
): readonly string[] {
  return relationships
    .filter((relationship) => relationship.type === type)
    .map(({ target }) => parts.read(target))
    .filter((xml) => xml !== undefined);
}

function warningsAbout(marked: string, seen: ReadonlySet<string>): string[] {
  const warnings: string[] = [];
  if (marked.includes(pageMarks.hardBreak) && !seen.has('lastRenderedPageBreak')) {
    warnings.push('pages are counted by the breaks that the author set: there may be more');
  }
  if (seen.has('altChunk')) warnings.push('an embedded document was left out');
  return warnings;
}

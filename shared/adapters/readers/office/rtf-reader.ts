import { DocumentDamaged } from '../../../failure/document-errors.ts';
import type { FormatInput, ReadText } from '../format-reader.ts';
import { splitAtPageMarks, withoutMarks } from './page-marks.ts';
import { renderBlocks } from './render-blocks.ts';
import { requireText } from './require-text.ts';
import { RtfInterpreter } from './rtf-interpreter.ts';
import { rtfTokens } from './rtf-tokens.ts';

/**
 * Reads Rich Text Format: headings, lists with the labels that their program gave them, tables and
 * footnotes. It has pages where the author broke them.
 */
export async function readRtf({ bytes, limits }: FormatInput): Promise<ReadText> {
  // Its code pages change from word to word, so that it is read byte by byte.
  const source = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  const start = source.slice(0, 1024).search(/\{\\rtf/iu);
  if (start === -1) throw new DocumentDamaged('RTF document');

  const interpreter = new RtfInterpreter(limits.maximumCharacters);
  for (const token of rtfTokens(source.slice(start))) interpreter.take(token);
  const { blocks, notes, isCutOff } = interpreter.finish();

  const { text, pages } = splitAtPageMarks(renderBlocks(blocks), limits);
  const noted = notes.map(
    (note, index) => `[^${index + 1}]: ${withoutMarks(renderBlocks(note)).trim()}`,
  );
  return {
    text: requireText([text, ...noted].join('\n\n')),
    turns: [],
    pages,
    warnings: isCutOff ? ['the document ends before its text does'] : [],
    durationSeconds: null,
  };
}

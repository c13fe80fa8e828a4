import { failureNotes } from '../output/failure-notes.ts';
import { renderResults } from '../output/result-table.ts';
import type { Terminal } from '../output/terminal.ts';
import type { AnalysedDocument } from './analyse-files.ts';

/**
 * Prints what became of the files: one envelope for each argument, or a table of documents, in which
 * a file that was named twice has one row; failures go to the side.
 */
export function showAnalysed(
  analysed: readonly AnalysedDocument[],
  asJson: boolean,
  terminal: Terminal,
): void {
  const documents = [...new Set(analysed.map(({ envelope }) => envelope))];
  if (asJson) for (const { envelope } of analysed) terminal.print(JSON.stringify(envelope));
  else terminal.print(renderResults(documents));
  for (const note of failureNotes(documents)) terminal.note(note);
}

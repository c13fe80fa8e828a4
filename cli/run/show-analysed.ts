import { failureNotes } from '../output/failure-notes.ts';
import { renderResults } from '../output/result-table.ts';
import type { Terminal } from '../output/terminal.ts';
import type { AnalysedFile } from './analyse-files.ts';

/** Prints what became of the files: a table, or one envelope a line; failures go to the side. */
export function showAnalysed(
  analysed: readonly AnalysedFile[],
  asJson: boolean,
  terminal: Terminal,
): void {
  const envelopes = analysed.map(({ envelope }) => envelope);
  if (asJson) for (const envelope of envelopes) terminal.print(JSON.stringify(envelope));
  else terminal.print(renderResults(envelopes));
  for (const note of failureNotes(envelopes)) terminal.note(note);
}

import type { Terminal } from '../output/terminal.ts';
import type { AnalysedDocument } from './analyse-files.ts';

/**
 * Prints what the model said of the document, where there is only one: several would be a wall of
 * text, and one that failed has nothing to show.
 */
export function showOnlyOutput(
  analysed: readonly Pick<AnalysedDocument, 'envelope'>[],
  terminal: Pick<Terminal, 'print'>,
): void {
  const [only, ...others] = new Set(analysed.map(({ envelope }) => envelope));
  if (only === undefined || others.length > 0 || only.output === null) return;
  terminal.print(`\n${JSON.stringify(only.output, null, 2)}`);
}

import type { Commitment } from './commitments.ts';
import { plainWords, type Sentence } from './sentences.ts';

const columnPatterns = {
  task: /^(?:action|task|measure|what|zadanie|działanie)/iu,
  owner: /^(?:owner|who|responsible|assignee|odpowiedzialn|kto)/iu,
  dueDate: /^(?:due|by when|deadline|until|termin|do kiedy)/iu,
};

/** The tasks in Markdown tables whose header names a task and an owner. */
export function findActionRows(sentences: readonly Sentence[], text: string): Commitment[] {
  let columns: { task: number; owner: number; dueDate: number } | null = null;
  const found: Commitment[] = [];
  for (const sentence of sentences) {
    const { block } = sentence;
    if (block.kind === 'row' && sentence.start !== block.start) continue;
    const cells = block.kind === 'row' ? cellsOf(text, sentence) : [];
    const header = columnsOf(cells);
    const task = columns === null ? undefined : cells[columns.task];
    if (cells.length === 0) columns = null;
    else if (header !== null) columns = header;
    else if (columns !== null && task !== undefined) {
      found.push({
        sentence: task,
        owner: cells[columns.owner]?.words ?? null,
        dueDate: cells[columns.dueDate]?.words ?? null,
      });
    }
  }
  return found;
}

function columnsOf(
  cells: readonly Sentence[],
): { task: number; owner: number; dueDate: number } | null {
  const task = cells.findIndex(({ words }) => columnPatterns.task.test(words));
  const owner = cells.findIndex(({ words }) => columnPatterns.owner.test(words));
  const dueDate = cells.findIndex(({ words }) => columnPatterns.dueDate.test(words));
  return task === -1 || owner === -1 ? null : { task, owner, dueDate };
}

function cellsOf(text: string, { block }: Sentence): Sentence[] {
  return [...text.slice(block.start, block.end).matchAll(/[^|\s][^|]*/gu)].map((match) => {
    const cell = match[0].trimEnd();
    const start = block.start + match.index;
    return { start, end: start + cell.length, words: plainWords(cell), block };
  });
}

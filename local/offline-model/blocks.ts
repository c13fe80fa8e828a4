import { type Line, linesOf } from './lines.ts';
import { findSpeakerLabels } from './speakers.ts';

/** A run of text that sentences do not cross. */
export interface Block {
  readonly kind: 'heading' | 'speech' | 'prose' | 'item' | 'row';
  /** Half open, in UTF-16 code units of the document, without speaker, time stamp or list mark. */
  readonly start: number;
  readonly end: number;
  readonly speaker: string | null;
}

/** A shorter line is a line of its own, not wrapped prose. */
const shortestWrappedLineCharacters = 60;

const markPattern = /^\s*(?:(?:#{1,6}|>|[-*+•]|\d{1,3}[.)])\s+)*/u;

/** Cuts a document into headings, turns, paragraphs, list items and table rows. */
export function cutBlocks(text: string): Block[] {
  const labels = findSpeakerLabels(text);
  const blocks: Block[] = [];
  let isOpen = false;
  for (const line of linesOf(text)) {
    const last = isOpen ? blocks.at(-1) : undefined;
    const label = labels.get(line.start);
    const start = label?.bodyStart ?? line.start + markLength(line);
    const end = line.start + line.text.trimEnd().length;
    isOpen = end > start;
    if (isOpen && last !== undefined && label === undefined && goesOn(text, last, line)) {
      blocks[blocks.length - 1] = { ...last, end };
    } else if (isOpen) {
      const kind = label === undefined ? kindOf(line) : 'speech';
      blocks.push({ kind, start, end, speaker: label?.speaker ?? null });
    }
  }
  return blocks;
}

function markLength({ text }: Line): number {
  return markPattern.exec(text)?.[0].length ?? 0;
}

function kindOf(line: Line): Block['kind'] {
  if (/^\s*#{1,6}\s/u.test(line.text)) return 'heading';
  if (line.text.trimStart().startsWith('|')) return 'row';
  return markLength(line) > line.text.length - line.text.trimStart().length ? 'item' : 'prose';
}

function goesOn(text: string, open: Block, line: Line): boolean {
  if (open.kind === 'heading' || open.kind === 'row' || kindOf(line) !== 'prose') return false;
  const lastLineStart = text.lastIndexOf('\n', open.end - 1) + 1;
  return open.kind === 'speech' || open.end - lastLineStart >= shortestWrappedLineCharacters;
}

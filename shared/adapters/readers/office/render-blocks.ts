import { markdownTable } from '../markdown-table.ts';
import type { Block, Paragraph, Table } from './flow-builder.ts';
import { firstBreakOnly, isVisible, leadingMarks, withoutMarks } from './page-marks.ts';

const listItem = /^ *(?:-|\S+) $/u;
const heading = /^#+ /u;

/** Renders blocks as Markdown: items of a list under each other, all else apart by an empty line. */
export function renderBlocks(blocks: readonly Block[]): string {
  const pieces: string[] = [];
  let isFirst = true;
  let wasItem = false;
  for (const block of blocks.flatMap((candidate) => unfoldLayout(candidate))) {
    const rendered = block.kind === 'paragraph' ? renderParagraph(block) : renderTable(block);
    if (!isVisible(rendered)) {
      // Marks of pages only.
      pieces.push(rendered.trim());
      continue;
    }
    const isItem = block.kind === 'paragraph' && isListItem(block);
    if (!isFirst) pieces.push(isItem && wasItem ? '\n' : '\n\n');
    pieces.push(rendered);
    isFirst = false;
    wasItem = isItem;
  }
  return pieces.join('');
}

/** A table of one column only places its text: it reads better without. */
function unfoldLayout(block: Block): Block[] {
  if (block.kind === 'paragraph' || block.rows.some((row) => row.length > 1)) return [block];
  return block.rows.flat(2).flatMap((inner) => unfoldLayout(inner));
}

function isListItem({ prefix }: Paragraph): boolean {
  return listItem.test(prefix) && !heading.test(prefix);
}

function renderParagraph({ prefix, text }: Paragraph): string {
  const { marks, rest } = leadingMarks(text);
  const words = withoutTrailingSpaces(rest.trimEnd());
  if (!isVisible(words)) return marks + words;
  if (heading.test(prefix)) return marks + prefix + words.replaceAll(/\s+/gu, ' ');
  return marks + prefix + words.replaceAll('\n', `\n${' '.repeat(prefix.length)}`);
}

/** Line by line: a pattern for it would search a long run of spaces from each of them. */
function withoutTrailingSpaces(text: string): string {
  if (!text.includes('\n')) return text;
  const lines = text.split('\n');
  return lines.map((line) => line.trimEnd()).join('\n');
}

function renderTable({ rows }: Table): string {
  const cells = rows.map((row) => {
    const [first = '', ...others] = row.map((blocks) => cellText(blocks));
    // One break a row, before its first cell, so that a page begins with a whole row's text.
    const joined = firstBreakOnly([first, ...others].join(''));
    const { marks } = leadingMarks(joined);
    return [marks + withoutMarks(first).trim(), ...others.map((cell) => withoutMarks(cell))];
  });
  return markdownTable(
    cells.filter((row) => row.some((cell) => isVisible(cell))),
    true,
  );
}

function cellText(blocks: readonly Block[]): string {
  return blocks
    .map((block) =>
      block.kind === 'paragraph'
        ? renderParagraph({ ...block, prefix: heading.test(block.prefix) ? '' : block.prefix })
        : block.rows
            .map((row) =>
              row
                .map((inner) => cellText(inner).replaceAll('\n', ' '))
                .filter((text) => isVisible(text))
                .join(' / '),
            )
            .join('\n'),
    )
    .filter((text) => text !== '')
    .join('\n');
}

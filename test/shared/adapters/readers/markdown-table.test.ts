import { describe, expect, it } from 'vitest';
import { markdownTable } from '../../../../shared/adapters/readers/markdown-table.ts';

describe('a Markdown table', () => {
  it('has the first row as its header, or an empty one', () => {
    const rows = [
      ['a', 'b'],
      ['1', '2'],
    ];

    expect(markdownTable(rows, true)).toBe('| a | b |\n| --- | --- |\n| 1 | 2 |');
    expect(markdownTable(rows, false)).toBe('|  |  |\n| --- | --- |\n| a | b |\n| 1 | 2 |');
  });

  it('escapes bars and keeps a cell on one line', () => {
    expect(markdownTable([['a|b', ' c\t d \n\n e ']], true)).toBe(
      `| ${String.raw`a\|b`} | c d<br>e |\n| --- | --- |`,
    );
  });

  it('is as wide as its widest row, and short rows stay short', () => {
    expect(markdownTable([['a'], ['1', '2', '3'], []], true)).toBe(
      '| a |  |  |\n| --- | --- | --- |\n| 1 | 2 | 3 |\n|  |',
    );
  });

  it('is empty where there is no cell', () => {
    expect(markdownTable([], true)).toBe('');
    expect(markdownTable([[], []], false)).toBe('');
  });
});

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ReadText } from '../../../../../shared/adapters/readers/format-reader.ts';
import {
  readCommaSeparated,
  readTabSeparated,
} from '../../../../../shared/adapters/readers/data/table-reader.ts';
import {
  isCommaSeparated,
  isTabSeparated,
} from '../../../../../shared/adapters/readers/data/table-signs.ts';
import { formatInput } from '../../../../builders/reading.ts';

function read(text: string): Pick<ReadText, 'text' | 'warnings'> {
  const { text: table, warnings } = readCommaSeparated(formatInput(text));
  return { text: table, warnings };
}

describe('a table in CSV', () => {
  it.each([
    ['commas', 'who,what\nAda,minutes\n', '| who | what |\n| --- | --- |\n| Ada | minutes |'],
    [
      'semicolons, and commas in its numbers',
      'what;EUR\nroof;1200,50\nwall;3,5\n',
      '| what | EUR |\n| --- | --- |\n| roof | 1200,50 |\n| wall | 3,5 |',
    ],
    [
      'quoted cells with delimiters, quotes and line ends',
      'who,words\nAda,"Yes, ""now"".\nThen."\nBo,\n',
      '| who | words |\n| --- | --- |\n| Ada | Yes, "now".<br>Then. |\n| Bo |  |',
    ],
    [
      'no names of columns',
      '1,2,3\n4,5,6',
      '|  |  |  |\n| --- | --- | --- |\n| 1 | 2 | 3 |\n| 4 | 5 | 6 |',
    ],
    ['a blank line', '\na,b\n\nx,y\n', '| a | b |\n| --- | --- |\n| x | y |'],
  ])('is read as Markdown where it is small, with %s', (_, csv, markdown) => {
    expect(isCommaSeparated(csv.trimStart())).toBe(true);
    expect(read(csv)).toEqual({ text: markdown, warnings: [] });
  });

  it('stays as it stands where it is large', () => {
    const long = `id,name\n${'1,Ada\n'.repeat(200)}`;
    const wide = `${Array.from({ length: 31 }, (_, index) => `c${index}`).join(',')}\n`.repeat(2);

    expect(read(long)).toEqual({ text: long, warnings: [] });
    expect(read(wide)).toEqual({ text: wide, warnings: [] });
  });

  it('says how many rows are uneven', () => {
    expect(read('a,b,c\n1,2,3\n4,5\n6,7,8,9\n').warnings).toEqual([
      'rows with more or fewer cells than the first: 2',
    ]);
  });

  it.each(['a,b\n1,"2\n3,4\n', 'a,b\n1,"x" y\n3,4\n'])(
    'stays as it stands where a quote is wrong: %j',
    (csv) => {
      const { text, warnings } = read(csv);

      expect(text).toBe(csv);
      expect(warnings[0]).toBe('a quote is not closed or not where it may be: read as it stands');
    },
  );

  it.each([
    'Hello, Ada\nGoodbye, Bo\n',
    'Kowalski, Jan\nNowak, Anna\nŻak, Łukasz',
    'First, we met. Then, we left.\nLater, we came back, and stayed.',
    '2026-01-01 10:00:00,123 INFO started\n2026-01-01 10:00:01,456 WARN stopped',
    'Ada: yes,no\nBo: no,yes\n',
    'one\ntwo\nthree',
    'a,b',
    'a,b\n1\n2\n3\n4',
    'Dear all,\nplease come,\nAda',
    '"Yes," she said, "we meet."\n"No," he said, "we do not."',
  ])('is none although there are commas: %j', (text) => {
    expect(isCommaSeparated(text)).toBe(false);
  });

  it('keeps every cell of any table', () => {
    const cell = fc.stringMatching(/^[a-zż0-9,;"| \n]{0,12}$/);
    const rows = fc
      .integer({ min: 2, max: 6 })
      .chain((columns) =>
        fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), { minLength: 1 }),
      );
    fc.assert(
      fc.property(rows, (table) => {
        const quoted = [['first', 'second', 'third'].slice(0, 2), ...table].map((row) =>
          row.map((words) => `"${words.replaceAll('"', '""')}"`).join(','),
        );

        const { text } = read(`${quoted.join('\n')}\n`);

        for (const words of table.flat().flatMap((one) => one.match(/[a-zż0-9]+/g) ?? [])) {
          expect(text).toContain(words);
        }
      }),
    );
  });
});

describe('a table in TSV', () => {
  it('is read as Markdown where it is small', () => {
    const tsv = 'who\twhat\nAda\tminutes, and more\n';

    expect(isTabSeparated(tsv)).toBe(true);
    expect(readTabSeparated(formatInput(tsv)).text).toBe(
      '| who | what |\n| --- | --- |\n| Ada | minutes, and more |',
    );
  });

  it.each(['\tindented\n\ttext', 'one\ttab\nnone', 'Name:\tAda.\nCity:\tBern. And more.\n'])(
    'is none although there are tabs: %j',
    (text) => {
      expect(isTabSeparated(text)).toBe(false);
    },
  );
});

describe('a hostile table', () => {
  it.each([
    ['a quote that nobody closes, 8 MB before the end', `a,b\n1,"2\n${'x,y\n'.repeat(2_000_000)}`],
    ['a quote late', `a,b\n${'x,y\n'.repeat(100_000)}1,"2\n${'x,y\n'.repeat(1_000_000)}`],
    ['quotes only', `a,b\n${'"'.repeat(8_000_000)}`],
    ['commas only', `a,b\n${','.repeat(4_000_000)}`],
    ['one column of a million rows', 'a\n'.repeat(1_000_000)],
    ['a million rows', 'a,b\n'.repeat(1_000_000)],
  ])('is read in seconds with %s', (_, csv) => {
    const start = performance.now();

    isCommaSeparated(csv);
    isTabSeparated(csv);
    const { text } = read(csv);

    expect(text.length).toBeGreaterThan(0);
    // An order of magnitude above what it takes.
    expect(performance.now() - start).toBeLessThan(15_000);
  });
});

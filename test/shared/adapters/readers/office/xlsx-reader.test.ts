import { describe, expect, it } from 'vitest';
import { readXlsx } from '../../../../../shared/adapters/readers/office/xlsx-reader.ts';
import { workbook } from '../../../../fixtures/office/workbook.ts';
import { pageTexts, readDocument } from './read-document.ts';

describe('reading a workbook', () => {
  it('gives each sheet as a page with its name', async () => {
    const read = await readDocument(
      readXlsx,
      workbook(
        [
          {
            name: 'Prices',
            rows: row(cell('s', '0'), cell('s', '1')) + row(cell('n', '1'), cell('n', '2.5')),
          },
          { name: 'Hidden', rows: row(cell('n', '7')), state: 'veryHidden' },
          { name: 'Notes', rows: row('<c t="inlineStr"><is><t>Only one</t></is></c>') },
        ],
        {
          sharedStrings: [
            '<t>Item</t>',
            '<r><t>Price </t></r><rPh><t>プ</t></rPh><r><t>EUR</t></r>',
          ],
        },
      ),
    );

    expect(pageTexts(read)).toEqual([
      '## Prices\n\n| Item | Price EUR |\n| --- | --- |\n| 1 | 2.5 |',
      '## Notes\n\nOnly one',
    ]);
    expect(read.pages?.map(({ number, label }) => [number, label])).toEqual([
      [1, 'Prices'],
      [3, 'Notes'],
    ]);
    expect(read.warnings).toEqual(['hidden sheets were left out']);
  });

  it.each([
    ['0', '1234.5', '1235'],
    ['#,##0.00', '1234.5', '1,234.50'],
    ['#,##0.00', '1.005', '1.01'],
    ['0.0%', '0.1234', '12.3%'],
    ['0.##', '2', '2'],
    ['"USD "0.00', '3.1', 'USD 3.10'],
    ['[$€-407] #,##0', '1500', '€ 1,500'],
    ['#,##0 "km"', '1500', '1,500 km'],
    ['0;(0)', '-5', '(5)'],
    ['0.00_);[Red](0.00)', '-5', '(5.00)'],
    ['0.0', '-5', '-5.0'],
    ['00000', '123', '00123'],
    ['0.00E+00', '12345', '1.23E+4'],
    ['#,##0,"k"', '1500000', '1,500k'],
    ['General', '0.30000000000000004', '0.3'],
    ['@', '42', '42'],
    ['yyyy-mm-dd', '45366', '2024-03-15'],
    ['d/m/yy h:mm', '45366.5', '2024-03-15 12:00'],
    ['mmm yyyy', '45352', '2024-03-01'],
    ['dd.mm.yyyy', '1', '1900-01-01'],
    ['h:mm:ss', '0.75', '18:00:00'],
    ['[h]:mm', '1.5', '36:00:00'],
    ['yyyy', '-3', '-3'],
    ['"no digits"', '8', '8'],
  ])('shows by the format %s the number %s as %s', async (format, value, shown) => {
    const read = await readDocument(
      readXlsx,
      workbook([{ name: 'S', rows: row(`<c s="1"><v>${value}</v></c>`) }], { formats: [format] }),
    );

    expect(read.text).toBe(`## S\n\n${shown}`);
  });

  it('knows dates by built-in formats and by the epoch of 1904', async () => {
    const sheets = [{ name: 'S', rows: row('<c s="1"><v>0</v></c><c s="1"><v>366.25</v></c>') }];

    expect((await readDocument(readXlsx, workbook(sheets, { isFrom1904: true }))).text).toContain(
      '| 1904-01-01 | 1905-01-01 |',
    );
  });

  it('takes what formulas came to, truth values, errors and text', async () => {
    const read = await readDocument(
      readXlsx,
      workbook([
        {
          name: 'S',
          rows: row(
            '<c><f>1+1</f><v>2</v></c><c t="b"><v>1</v></c><c t="b"><v>0</v></c><c t="e"><v>#N/A</v></c><c t="str"><f>A1</f><v>joined</v></c><c t="b"/><c t="s"><v>99</v></c>',
          ),
        },
      ]),
    );

    expect(read.text).toContain('| 2 | TRUE | FALSE | #N/A | joined |');
  });

  it('parts blocks at empty rows and leaves empty columns out', async () => {
    const read = await readDocument(
      readXlsx,
      workbook([
        {
          name: 'S',
          rows:
            '<row r="1"><c r="B1" t="str"><v>Report</v></c></row>' +
            '<row r="3"><c r="B3" t="str"><v>a</v></c><c r="AA3" t="str"><v>b</v></c></row>' +
            '<row r="4"><c r="AA4" t="str"><v>c|d</v></c></row>',
        },
      ]),
    );

    expect(read.text).toBe(
      `## S\n\nReport\n\n| a | b |\n| --- | --- |\n|  | ${String.raw`c\|d`} |`,
    );
  });

  it('lists the cells of a sheet that is nearly empty, in time that its cells need', async () => {
    const rows = Array.from({ length: 16_000 }, (_, index) => {
      const reference = `${columnName(index)}${index + 1}`;
      return `<row r="${index + 1}"><c r="${reference}"><v>${index}</v></c></row>`;
    });
    const read = await readDocument(readXlsx, workbook([{ name: 'S', rows: rows.join('') }]));

    expect(read.text).toContain('\n- A1: 0\n- B2: 1\n');
    expect(read.text.length).toBeLessThan(400_000);
    expect(read.warnings).toEqual([expect.stringContaining('list of cells')]);
  });

  it('stays a table however long', async () => {
    const rows = Array.from({ length: 20_000 }, (_, index) =>
      row(cell('n', `${index}`), cell('n', '1')),
    );
    const { text } = await readDocument(readXlsx, workbook([{ name: 'S', rows: rows.join('') }]));

    expect(text.split('\n')).toHaveLength(20_003);
    expect(text.endsWith('| 19999 | 1 |')).toBe(true);
  });

  it('says that a workbook of empty sheets is empty', async () => {
    await expect(readDocument(readXlsx, workbook([{ name: 'S', rows: '' }]))).rejects.toMatchObject(
      { code: 'EMPTY_DOCUMENT' },
    );
  });
});

function row(...cells: string[]): string {
  return `<row>${cells.join('')}</row>`;
}

function cell(type: string, value: string): string {
  return `<c t="${type}"><v>${value}</v></c>`;
}

function columnName(column: number): string {
  let name = '';
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    name = String.fromCodePoint(65 + ((rest - 1) % 26)) + name;
  }
  return name;
}

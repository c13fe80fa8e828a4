import { describe, expect, it } from 'vitest';
import { readPdf } from '../../../../../shared/adapters/readers/pdf/pdf-reader.ts';
import type {
  FormatInput,
  ReadText,
} from '../../../../../shared/adapters/readers/format-reader.ts';
import { defaultReadLimits } from '../../../../../shared/document/read-limits.ts';
import { formatInput } from '../../../../builders/reading.ts';
import {
  buildPdf,
  show,
  showLines,
  type PdfPageParts,
} from '../../../../fixtures/pdf/build-pdf.ts';

describe('the text of a PDF', () => {
  it('has the range, number and label of every page', async () => {
    const pages = ['Preface of the minutes', 'First item', 'Second item'].map(pageWith);

    const read = await readText(buildPdf({ pages, romanPages: 1 }));

    expect(read.text).toBe('Preface of the minutes\n\nFirst item\n\nSecond item');
    expect(
      read.pages?.map((page) => ({ ...page, text: read.text.slice(page.start, page.end) })),
    ).toEqual([
      { start: 0, end: 22, number: 1, label: 'i', text: 'Preface of the minutes' },
      { start: 24, end: 34, number: 2, label: '1', text: 'First item' },
      { start: 36, end: 47, number: 3, label: '2', text: 'Second item' },
    ]);
    expect(read.warnings).toEqual([]);
  });

  it('has no label where the document counts as we do', async () => {
    const read = await readText(buildPdf({ pages: [pageWith('Only page of it')] }));

    expect(read.pages?.[0]?.label).toBeNull();
  });

  const left = [
    'The harbour opened late in the',
    'year because the cranes were',
    'not yet tested by the port.',
  ];
  const right = [
    'A second storm damaged the',
    'western pier so badly that it',
    'was closed for many weeks.',
  ];
  const inOrder =
    'The harbour opened late in the year because the cranes were not yet tested by the port.\n\nA second storm damaged the western pier so badly that it was closed for many weeks.';

  it('follows two columns that are shown one after the other', async () => {
    const text = [...showLines(left, { x: 60, y: 700 }), ...showLines(right, { x: 320, y: 700 })];

    expect((await readText(buildPdf({ pages: [{ text }] }))).text).toBe(inOrder);
  });

  it('follows two columns that are shown line by line across', async () => {
    const lefts = showLines(left, { x: 60, y: 700 });
    const rights = showLines(right, { x: 320, y: 700 });
    const text = lefts.flatMap((line, index) => [line, rights[index] ?? '']);

    expect((await readText(buildPdf({ pages: [{ text }] }))).text).toBe(inOrder);
  });

  it('follows lines that are shown from the bottom up', async () => {
    const text = showLines(['One.', 'Two.', 'Three.', 'Four.', 'Five.', 'Six.'], {
      x: 60,
      y: 700,
    }).toReversed();

    expect((await readText(buildPdf({ pages: [{ text }] }))).text).toBe(
      'One.\nTwo.\nThree.\nFour.\nFive.\nSix.',
    );
  });

  it('is the same on a page that is turned', async () => {
    const text = [
      showTurned('Read me sideways, said the drawing,', 200),
      showTurned('and then turn the page.', 213),
    ];

    expect((await readText(buildPdf({ pages: [{ text }] }))).text).toBe(
      'Read me sideways, said the drawing, and then turn the page.',
    );
  });

  it('has tables as Markdown', async () => {
    const rows = [
      ['Item', 'Quantity', 'Price'],
      ['Rope', '12', '4.50'],
      ['Anchor | chain', '1', '310.00'],
    ];
    const text = rows.flatMap((row, index) =>
      row.map((cell, column) => show(cell, { x: 60 + column * 150, y: 700 - index * 16 })),
    );

    expect((await readText(buildPdf({ pages: [{ text }] }))).text).toBe(
      '| Item | Quantity | Price |\n| --- | --- | --- |\n| Rope | 12 | 4.50 |\n| Anchor \\| chain | 1 | 310.00 |',
    );
  });

  it('keeps a cell together whose lines wrap', async () => {
    const text = [
      show('Clause', { x: 60, y: 700 }),
      show('Meaning', { x: 200, y: 700 }),
      show('Since', { x: 420, y: 700 }),
      show('Notice', { x: 60, y: 676 }),
      ...showLines(['either side may end it', 'within thirty days'], { x: 200, y: 676 }),
      show('2019', { x: 420, y: 676 }),
      show('Law', { x: 60, y: 640 }),
      show('of the port', { x: 200, y: 640 }),
      show('2021', { x: 420, y: 640 }),
    ];

    expect((await readText(buildPdf({ pages: [{ text }] }))).text).toBe(
      '| Clause | Meaning | Since |\n| --- | --- | --- |\n| Notice | either side may end it within thirty days | 2019 |\n| Law | of the port | 2021 |',
    );
  });

  it('has headings where the font is larger, and lists', async () => {
    const text = [
      show('Minutes', { x: 60, y: 740, size: 24 }),
      show('Decisions', { x: 60, y: 700, size: 14 }),
      ...showLines(['The board met on Monday and agreed', 'on what follows here.'], {
        x: 60,
        y: 670,
      }),
      show('•', { x: 60, y: 630 }),
      show('Buy rope', { x: 78, y: 630 }),
      show('• Sell the anchor', { x: 60, y: 616 }),
      show('1. Call the port', { x: 60, y: 602 }),
    ];

    expect((await readText(buildPdf({ pages: [{ text }] }))).text).toBe(
      '# Minutes\n\n### Decisions\n\nThe board met on Monday and agreed on what follows here.\n\n- Buy rope\n- Sell the anchor\n1. Call the port',
    );
  });

  it('joins words that were divided, and keeps the hyphens that belong to them', async () => {
    const text = showLines(
      [
        'Every well-known captain had the infor-',
        'mation in hand, and a captain so well-',
        'known, born in Baden-',
        'Baden, knew it.',
      ],
      { x: 60, y: 700 },
    );

    expect((await readText(buildPdf({ pages: [{ text }] }))).text).toBe(
      'Every well-known captain had the information in hand, and a captain so well-known, born in Baden-Baden, knew it.',
    );
  });

  it('spells ligatures out', async () => {
    const read = await readText(buildPdf({ pages: [pageWith('the \uFB01rst o\uFB03ce')] }));

    expect(read.text).toBe('the first office');
  });

  it('reads Hebrew and Arabic from right to left', async () => {
    const text = [
      show(fromLeft('שלום עולם'), { x: 300, y: 700 }),
      show(fromLeft('مرحبا بالعالم'), { x: 300, y: 660 }),
      // Word by word, as Office shows them, with a number that is read from left to right.
      show(fromLeft('סעיף'), { x: 400, y: 620 }),
      show('42', { x: 385, y: 620 }),
      show(fromLeft('לחוק'), { x: 358, y: 620 }),
    ];

    expect((await readText(buildPdf({ pages: [{ text }] }))).text).toBe(
      'שלום עולם\n\nمرحبا بالعالم\n\nסעיף 42 לחוק',
    );
  });

  it('joins lines of Chinese without a space', async () => {
    const text = showLines(['会议决定从下个月开始使用', '新的流程。'], { x: 60, y: 700 });

    expect((await readText(buildPdf({ pages: [{ text }] }))).text).toBe(
      '会议决定从下个月开始使用新的流程。',
    );
  });

  it('has bold print once that is shown twice', async () => {
    const text = [show('Important', { x: 60, y: 700 }), show('Important', { x: 60.4, y: 700 })];

    expect((await readText(buildPdf({ pages: [{ text }] }))).text).toBe('Important');
  });

  it('has what was filled into a form', async () => {
    const read = await readText(
      buildPdf({ pages: [pageWith('Application')], fields: { Applicant: 'Ada Lovelace' } }),
    );

    expect(read.text).toBe('Application\n\nApplicant: Ada Lovelace');
  });

  it('says which pages have none', async () => {
    const pages = [
      pageWith('The minutes of the meeting in March'),
      {},
      pageWith('were approved by everybody there.'),
      {},
      {},
      pageWith('End of the whole document.'),
    ];

    expect((await readText(buildPdf({ pages }))).warnings).toEqual(['no text on pages 2, 4 to 5']);
  });

  it('holds no control characters and no byte order mark', async () => {
    const read = await readText(buildPdf({ pages: [pageWith('a\u0001b\u0000c\uFEFFd\uFDD0e')] }));

    expect(read.text).toBe('abc de');
  });
});

describe('a PDF without a layer of text', () => {
  it('is a scan', async () => {
    const bytes = buildPdf({ pages: [{ hasPicture: true }, { hasPicture: true }] });

    await expect(readPdf(formatInput(bytes))).resolves.toEqual({ isScan: true, pages: 2 });
  });

  it('is a scan although its pages are numbered', async () => {
    const pages = ['1', '2', '3'].map((number) => ({
      text: pageWith(number).text ?? [],
      hasPicture: true,
    }));

    await expect(readPdf(formatInput(buildPdf({ pages })))).resolves.toEqual({
      isScan: true,
      pages: 3,
    });
  });

  it('is none where it has few words and no picture', async () => {
    expect((await readText(buildPdf({ pages: [pageWith('Void')] }))).text).toBe('Void');
  });
});

describe('a protected PDF', () => {
  const protectedPdf = buildPdf({ pages: [pageWith('Behind a password')], password: 'fjord' });

  it('is read with its password', async () => {
    expect((await readText(protectedPdf, { password: 'fjord' })).text).toBe('Behind a password');
  });

  it.each([
    [null, 'PASSWORD_REQUIRED'],
    ['wrong', 'PASSWORD_WRONG'],
  ])('fails by name with the password %s', async (password, code) => {
    await expect(readPdf(formatInput(protectedPdf, { password }))).rejects.toMatchObject({ code });
  });
});

describe('a PDF that cannot be read whole', () => {
  it('fails by name where it is cut off', async () => {
    const whole = buildPdf({ pages: [pageWith('Cut'), pageWith('off')] });

    await expect(readPdf(formatInput(whole.subarray(0, 200)))).rejects.toMatchObject({
      code: 'DOCUMENT_DAMAGED',
    });
    await expect(readPdf(formatInput(Buffer.from('%PDF-1.7\n')))).rejects.toMatchObject({
      code: 'DOCUMENT_DAMAGED',
    });
  });

  it('fails by name with more pages than allowed', async () => {
    const pages = Array.from({ length: 10_000 }, (_, index) => pageWith(`Page ${index}`));

    await expect(readPdf(formatInput(buildPdf({ pages })))).rejects.toMatchObject({
      code: 'DOCUMENT_TOO_COMPLEX',
      message: expect.stringContaining('3000 pages'),
    });
  });

  it('fails by name with more text than allowed', async () => {
    const limits = { ...defaultReadLimits, maximumCharacters: 20 };
    const bytes = buildPdf({ pages: [pageWith('More than twenty characters')] });

    await expect(readPdf(formatInput(bytes, { limits }))).rejects.toMatchObject({
      code: 'DOCUMENT_TOO_COMPLEX',
    });
  });

  it('fails by name where a page shows hundreds of thousands of words', async () => {
    const operators = `BT /F1 1 Tf ${'1 0 0 1 9 9 Tm <0041> Tj 1 0 0 1 90 90 Tm <0042> Tj '.repeat(60_000)} ET`;

    await expect(readPdf(formatInput(buildPdf({ pages: [{ operators }] })))).rejects.toMatchObject({
      code: 'DOCUMENT_TOO_COMPLEX',
    });
  });
});

/** As a page shows it that has to be turned clockwise. */
function showTurned(line: string, x: number): string {
  return show(line, { x: 0, y: 0 }).replace('1 0 0 1 0 0 Tm', `0 1 -1 0 ${x} 60 Tm`);
}

/** The characters in the order in which they stand on the page, from left to right. */
function fromLeft(words: string): string {
  return words.split('').toReversed().join('');
}

function pageWith(text: string): PdfPageParts {
  return { text: [show(text, { x: 60, y: 700 })] };
}

async function readText(bytes: Uint8Array, parts: Partial<FormatInput> = {}): Promise<ReadText> {
  const read = await readPdf(formatInput(bytes, parts));
  if ('isScan' in read) throw new Error('expected text, found a scan');
  return read;
}

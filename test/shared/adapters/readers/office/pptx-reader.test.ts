import { describe, expect, it } from 'vitest';
import { defaultReadLimits } from '../../../../../shared/document/read-limits.ts';
import { readPptx } from '../../../../../shared/adapters/readers/office/pptx-reader.ts';
import { bullet, presentation, shape } from '../../../../fixtures/office/presentation.ts';
import { pageTexts, readDocument } from './read-document.ts';

describe('reading a presentation', () => {
  it('gives each slide as a page with its title and its notes, in the order of the show', async () => {
    const read = await readDocument(
      readPptx,
      presentation([
        {
          shapes:
            shape('ctrTitle', bullet('Quarter &amp; year')) +
            shape('body', bullet('Sales') + bullet('up 3 %', 1)) +
            shape('', bullet('A free box')) +
            shape('sldNum', bullet('1')),
          notes: 'Speak slowly.',
        },
        { shapes: shape('', bullet('No title')) },
      ]),
    );

    expect(pageTexts(read)).toEqual([
      '# Quarter & year\n\n- Sales\n  - up 3 %\n\nA free box\n\nNotes: Speak slowly.',
      'No title',
    ]);
    expect(read.pages?.map(({ number, label }) => [number, label])).toEqual([
      [1, 'Quarter & year'],
      [2, null],
    ]);
  });

  it('leaves hidden slides out and counts them', async () => {
    const read = await readDocument(
      readPptx,
      presentation([
        { shapes: shape('title', bullet('Secret')), isHidden: true },
        { shapes: shape('title', bullet('Open')) },
      ]),
    );

    expect(read.text).toBe('# Open');
    expect(read.pages).toEqual([{ start: 0, end: 6, number: 2, label: 'Open' }]);
    expect(read.warnings).toEqual(['1 hidden slide left out']);
  });

  it('keeps tables, line breaks and numbered points', async () => {
    const numbered =
      '<a:p><a:pPr><a:buAutoNum type="arabicPeriod"/></a:pPr><a:r><a:t>step</a:t></a:r></a:p>';
    const read = await readDocument(
      readPptx,
      presentation([
        {
          shapes:
            `<p:graphicFrame><a:tbl><a:tr>${cell('a')}${cell('b')}</a:tr><a:tr>${cell('c')}${cell('d')}</a:tr></a:tbl></p:graphicFrame>` +
            shape('', numbered + numbered) +
            shape('', '<a:p><a:r><a:t>one</a:t></a:r><a:br/><a:r><a:t>two</a:t></a:r></a:p>'),
        },
      ]),
    );

    expect(read.text).toBe('| a | b |\n| --- | --- |\n| c | d |\n\n1. step\n2. step\n\none\ntwo');
  });

  it('refuses more slides than a document may have', async () => {
    const slides = Array.from({ length: 4 }, () => ({ shapes: shape('', bullet('x')) }));
    const limits = { ...defaultReadLimits, maximumPages: 3 };

    await expect(readDocument(readPptx, presentation(slides), { limits })).rejects.toMatchObject({
      code: 'DOCUMENT_TOO_COMPLEX',
    });
  });
});

function cell(text: string): string {
  return `<a:tc><a:txBody>${bullet(text)}</a:txBody></a:tc>`;
}

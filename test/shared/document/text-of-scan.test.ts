import { array, assert, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { KeptText } from '../../../shared/document/kept-text.ts';
import { textOfScan } from '../../../shared/document/text-of-scan.ts';

const kept: KeptText = {
  schemaVersion: 1,
  recognitionHash: 'f00d',
  format: 'pdf',
  mediaType: 'application/pdf',
  pages: [],
  warnings: ['page 2 could not be recognized'],
  modelVersion: null,
  paidBy: {
    call: 1,
    jobId: 'a',
    analysis: 'title-only',
    provider: 'textract',
    model: 'DetectDocumentText',
    startedAt: '2026-05-04T08:00:00.000Z',
  },
  completedAt: '2026-05-04T08:01:00.000Z',
  cost: null,
};

describe('the text of a scan', () => {
  it('has a range for every page, in which its lines are found again', () => {
    assert(
      property(array(array(string())), (lines) => {
        const pages = lines.map((page, index) => ({ number: index + 1, lines: page }));

        const { text, pages: ranges } = textOfScan({ ...kept, pages });

        const found = ranges?.map(({ start, end }) => text.slice(start, end));
        expect(found).toEqual(lines.map((page) => page.join('\n')));
        expect(ranges?.map(({ number }) => number)).toEqual(pages.map(({ number }) => number));
      }),
    );
  });

  it('says that it was recognized, and what was not', () => {
    const { warnings, format, mediaType } = textOfScan(kept);

    expect(warnings).toEqual([expect.stringContaining('textract'), ...kept.warnings]);
    expect([format, mediaType]).toEqual(['pdf', 'application/pdf']);
  });
});

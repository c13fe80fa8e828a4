import { describe, expect, it } from 'vitest';
import { contextAt } from '../../../shared/document/context-at.ts';
import { documentTextOf } from '../../builders/document-text.ts';
import { transcript } from '../../builders/structured-text.ts';

const report = `# Report

## Costs

### Last year

The costs of last year.

## Staff

Text about staff.

| Name | Role |
| --- | --- |
| Ada | Chair |
| Odo | Clerk |

End.
`;

function headerAt(place: string): readonly string[] {
  return contextAt(documentTextOf(report), report.indexOf(place)).tableHeader;
}

describe('what a part of a document is told of what comes before it', () => {
  it('is nothing at the beginning', () => {
    expect(contextAt(documentTextOf(report), 0)).toEqual({
      member: null,
      page: null,
      headings: [],
      tableHeader: [],
      turn: null,
    });
  });

  it.each([
    ['The costs', ['# Report', '## Costs', '### Last year']],
    ['### Last', ['# Report', '## Costs']],
    ['Text about', ['# Report', '## Staff']],
    ['## Staff', ['# Report']],
    ['End.', ['# Report', '## Staff']],
  ])('has the headings in force at "%s"', (place, headings) => {
    expect(contextAt(documentTextOf(report), report.indexOf(place)).headings).toEqual(headings);
  });

  it('has the names of the columns of a table that is cut between its rows', () => {
    const header = ['| Name | Role |', '| --- | --- |'];

    expect(headerAt('| Ada')).toEqual(header);
    expect(headerAt('| Odo')).toEqual(header);
    expect(headerAt('Clerk')).toEqual(header);
    expect(headerAt('| --- |')).toEqual(['| Name | Role |']);
    expect(headerAt('| Name')).toEqual([]);
    expect(headerAt('End.')).toEqual([]);
  });

  it('has no names of columns where the lines are no table with a header', () => {
    const text = '| one |\n| two |\n| three |';

    expect(contextAt(documentTextOf(text), text.indexOf('| three')).tableHeader).toEqual([]);
  });

  it('has the speaker where a turn goes on, and none where one begins', () => {
    const document = transcript([
      { speaker: 'Ada', words: 'First. Second.' },
      { speaker: 'Odo', words: 'Third.' },
    ]);

    expect(contextAt(document, document.text.indexOf('Second')).turn).toEqual({
      speaker: 'Ada',
      startSeconds: 0,
    });
    expect(contextAt(document, document.text.indexOf('[00:00:05]')).turn).toBeNull();
  });

  it('has the page with its label, and the headings of its own document alone', () => {
    const text = '# One\n\nText.\n\nMore text.';
    const second = text.indexOf('More');
    const document = documentTextOf(text, {
      pages: [
        { start: 0, end: second, number: 1, label: null },
        { start: second, end: text.length, number: 2, label: 'Costs' },
      ],
      members: [
        { start: 0, end: second, key: 'inbox/a/one.md', version: '1' },
        { start: second, end: text.length, key: 'inbox/a/two.md', version: '1' },
      ],
    });

    expect(contextAt(document, second)).toEqual({
      member: 'inbox/a/two.md',
      page: { number: 2, label: 'Costs' },
      headings: [],
      tableHeader: [],
      turn: null,
    });
    expect(contextAt(document, second - 2).headings).toEqual(['# One']);
  });

  it('is bounded in size, however long a heading or a row is', () => {
    const text = `# ${'🏔'.repeat(5_000)}\n\n| ${'x'.repeat(9_000)} |\n| --- |\n| cell |`;

    const { headings, tableHeader } = contextAt(documentTextOf(text), text.indexOf('| cell'));

    expect(headings[0]?.length).toBeLessThanOrEqual(200);
    expect(headings[0]?.isWellFormed()).toBe(true);
    expect(tableHeader[0]).toHaveLength(1_000);
  });
});

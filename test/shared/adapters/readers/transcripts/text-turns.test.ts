import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readMarkdown } from '../../../../../shared/adapters/readers/markdown-reader.ts';
import { readPlainText } from '../../../../../shared/adapters/readers/plain-text-reader.ts';
import { findTextTurns } from '../../../../../shared/adapters/readers/transcripts/text-turns.ts';
import { formatInput } from '../../../../builders/reading.ts';
import { turnsOf } from './turns-of.ts';

const said = ['We met at ten, all of us.', 'Not me.', 'You did, I saw you.', 'Well.'];

/** A dialogue whose lines have the label that `labelOf` gives them. */
function dialogue(labelOf: (name: string, index: number) => string): string {
  return said
    .map((words, index) => labelOf(index % 2 === 0 ? 'Ada' : 'Bo', index) + words)
    .join('\n\n');
}

describe('a transcript in plain text or Markdown', () => {
  it.each([
    ['Ada: ', (name: string) => `${name}: `],
    ['ADA: ', (name: string) => `${name}: `],
    ['**Ada:** ', (name: string) => `**${name}:** `],
    ['**Ada**: ', (name: string) => `**${name}**: `],
    ['>> Ada: ', (name: string) => `>> ${name}: `],
    ['Ada：', (name: string) => `${name}：`],
    ['with the words in the next line', (name: string) => `${name}:\n`],
    ['with the date of a messenger', (name: string) => `31/12/2025, 10:02 - ${name}: `],
  ])('has turns: %s', (_, labelOf) => {
    const text = `Minutes of May\n\n${dialogue(labelOf)}\n`;

    const document = readPlainText(formatInput(text));

    expect(document.text).toBe(text);
    expect(turnsOf(document)).toEqual(
      said.map((words, index) => [index % 2 === 0 ? 'Ada' : 'Bo', null, null, words]),
    );
  });

  it.each([
    ['[00:00:05] Ada: ', (name: string, index: number) => `[00:00:0${index}] ${name}: `],
    ['Ada [00:00:05]: ', (name: string, index: number) => `${name} [00:00:0${index}]: `],
    ['Ada (0:05): ', (name: string, index: number) => `${name} (0:0${index}): `],
    ['**[0:05] Ada:** ', (name: string, index: number) => `**[0:0${index}] ${name}:** `],
    ['0:05 Ada: ', (name: string, index: number) => `0:0${index} ${name}: `],
    [
      'Ada   0:05, in a line of its own',
      (name: string, index: number) => `${name}   0:0${index}\n`,
    ],
    ['the time in a heading', (name: string, index: number) => `### 00:00:0${index}\n\n${name}: `],
  ])('has turns with times: %s', (_, labelOf) => {
    const text = dialogue(labelOf);

    expect(turnsOf({ text, turns: findTextTurns(text) })).toEqual(
      said.map((words, index) => [index % 2 === 0 ? 'Ada' : 'Bo', index, null, words]),
    );
  });

  it('has no seconds where the times are those of the day', () => {
    const text = dialogue((name, index) => `[14:02:0${index}] ${name}: `);

    expect(findTextTurns(text).map(({ startSeconds }) => startSeconds)).toEqual([
      null,
      null,
      null,
      null,
    ]);
  });

  it('keeps all that somebody says, up to the next heading', () => {
    const text = `${dialogue((name) => `${name}: `)}\n\nAnd another thing.  \\\n\n## Later\n\nNotes.\n`;

    const last = turnsOf(readMarkdown(formatInput(text))).at(-1);

    expect(last).toEqual(['Bo', null, null, 'Well.\n\nAnd another thing.']);
  });

  it('names those who are introduced in full, once', () => {
    const text = `Ada Lovelace (AL): I am Ada.\n\nBo Diddley (BD): I am Bo.\n\n${dialogue((name) => `${name}: `)}`;

    expect(findTextTurns(text).map(({ speaker }) => speaker)).toEqual([
      'Ada Lovelace (AL)',
      'Bo Diddley (BD)',
      'Ada',
      'Bo',
      'Ada',
      'Bo',
    ]);
  });

  it.each([
    'Note: we met at ten.\nAda: see you.',
    'Date: Monday\nSubject: Minutes\n\nWe met.\n\nDate: Tuesday\nSubject: More\n\nWe met again.',
    'Item: hat\nColour: red\nItem: shoe\nColour: blue\nItem: coat\nColour: green',
    'Breakfast 8:00\nLunch 12:30\nBreakfast 8:00\nLunch 12:30',
    'https://example.com: one\nhttps://example.com: two',
    `Ada: Yes, I do.\nBo: No, you do not.\n\n${'We met, and talked.\n\n'.repeat(20)}Ada: Yes, I do.\nBo: No.`,
  ])('is doubtful, and has none: %j', (text) => {
    expect(findTextTurns(text)).toEqual([]);
  });

  it('has turns that do not overlap and begin and end with a word, whatever it says', () => {
    const line = fc.oneof(
      fc.constantFrom('Ada: ', 'Bo: ', '**Cy:** ', '[0:01] Di: ', '\n', '# ', 'Ada:\n', '0:01\n'),
      fc.string({ unit: 'binary' }),
      fc.constant('Yes, we met.'),
    );
    const text = fc.array(fc.tuple(line, line), { maxLength: 30 });
    fc.assert(
      fc.property(text, (lines) => {
        const written = lines.map((parts) => parts.join('')).join('\n');

        const ranges = findTextTurns(written).flatMap(({ start, end }) => [start, end]);

        expect(ranges).toEqual(ranges.toSorted((one, other) => one - other));
        expect(
          turnsOf({ text: written, turns: findTextTurns(written) }).map(
            ([, , , words]) => words.trim() === words && words !== '',
          ),
        ).not.toContain(false);
      }),
    );
  });
});

import { describe, expect, it } from 'vitest';
import { readSubRip } from '../../../../../shared/adapters/readers/transcripts/sub-rip-reader.ts';
import { formatInput } from '../../../../builders/reading.ts';
import { turnsOf } from './turns-of.ts';

describe('SubRip captions', () => {
  it('keep who spoke and when', () => {
    const document = readSubRip(
      formatInput(
        [
          '1\n00:00:01,000 --> 00:00:02,500\nADA: We met\nat ten.\n',
          '2\n00:00:02,500 --> 00:00:03,000\nADA: All of us.\n',
          '3\n00:00:04,000 --> 01:00:05,250\nBO: Not me.\n',
        ].join('\n'),
      ),
    );

    expect(document.text).toBe('[00:00:01] ADA: We met at ten. All of us.\n[00:00:04] BO: Not me.');
    expect(turnsOf(document)).toEqual([
      ['ADA', 1, 3, 'We met at ten. All of us.'],
      ['BO', 4, 3605.25, 'Not me.'],
    ]);
    expect(document.durationSeconds).toBe(3605.25);
  });

  it.each([
    ['no counts', '00:00:01,000 --> 00:00:02,000\nYes.\n\n00:00:03,000 --> 00:00:04,000\nNo.\n'],
    [
      'no blank lines',
      '1\n00:00:01,000 --> 00:00:02,000\nYes.\n2\n00:00:03,000 --> 00:00:04,000\nNo.',
    ],
    ['dots', '1\n00:00:01.000 --> 00:00:02.000\nYes.\n\n2\n00:00:03.000 --> 00:00:04.000\nNo.'],
    ['short times', '1\n0:00:01,0 --> 0:00:02,0\nYes.\n\n2\n0:03,0 --> 0:04\nNo.'],
    [
      'positions',
      '1\n00:00:01,000 --> 00:00:02,000 X1:10 X2:20 Y1:5 Y2:9\nYes.\n\n2\n00:00:03,000 --> 00:00:04,000 align:start\nNo.',
    ],
    [
      'tags',
      '1\n00:00:01,000 --> 00:00:02,000\n{\\an8}<i>Yes.</i>\n\n2\n00:00:03,000 --> 00:00:04,000\n<font color="#fff">No.</font>',
    ],
    [
      'too many blank lines',
      '\n\n1\n\n00:00:01,000 --> 00:00:02,000\n\nYes.\n\n\n\n2\n00:00:03,000 --> 00:00:04,000\nNo.\n\n',
    ],
  ])('may have %s', (_, subRip) => {
    expect(turnsOf(readSubRip(formatInput(subRip)))).toEqual([
      [null, 1, 2, 'Yes.'],
      [null, 3, 4, 'No.'],
    ]);
  });

  it('say everything once where they roll', () => {
    const rolling = [
      '00:00:00,000 --> 00:00:02,000\nso today we look at',
      '00:00:02,000 --> 00:00:02,010\nso today we look at',
      '00:00:02,010 --> 00:00:04,000\nso today we look at\nthe figures of May',
      '00:00:04,000 --> 00:00:04,010\nthe figures of May',
      '00:00:04,010 --> 00:00:06,000\nthe figures of May\nand of June',
    ].map((cue, index) => `${index + 1}\n${cue}\n`);

    expect(readSubRip(formatInput(rolling.join('\n'))).text).toBe(
      '[00:00:00] so today we look at the figures of May and of June',
    );
  });

  it('keep what is really said twice', () => {
    const subRip =
      '1\n00:00:00,000 --> 00:00:01,000\nYes.\n\n2\n00:00:02,000 --> 00:00:03,000\nYes.\n';

    expect(readSubRip(formatInput(subRip)).text).toBe('[00:00:00] Yes.\n[00:00:02] Yes.');
  });

  it('are none where no cue has words', () => {
    expect(() => readSubRip(formatInput('1\n00:00:01,000 --> 00:00:02,000\n<i></i>\n'))).toThrow(
      expect.objectContaining({ code: 'EMPTY_DOCUMENT' }),
    );
  });
});

import { array, assert, constantFrom, integer, option, property, record } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Caption, textOfCaptions } from '../../../shared/document/captions.ts';

describe('the text of captions', () => {
  it('has a line per turn, with the second that has begun and the name', () => {
    const { text } = textOfCaptions([
      caption('Ada', 0.9, 2, 'Good morning.'),
      caption('Ada', 2, 3.5, 'Shall we?'),
      caption(null, 3.5, 4, 'Yes.'),
      caption('Bo', 3725.999, 3726, 'Bye.'),
      caption('Bo', 360_000, 360_001, 'At last.'),
    ]);

    expect(text.split('\n')).toEqual([
      '[00:00:00] Ada: Good morning. Shall we?',
      '[00:00:03] Yes.',
      '[01:02:05] Bo: Bye. At last.',
    ]);
  });

  it('times a turn from its first caption to the end of the one that ends last', () => {
    const { turns, durationSeconds } = textOfCaptions([
      caption('Ada', 1, 9, 'I was'),
      caption('Ada', 3, 5, 'saying'),
      caption('Bo', 4, 6, 'Mhm'),
    ]);

    expect(turns.map(({ startSeconds, endSeconds }) => [startSeconds, endSeconds])).toEqual([
      [1, 9],
      [4, 6],
    ]);
    expect(durationSeconds).toBe(9);
  });

  it('does not take captions without a speaker for one speaker beyond a sentence', () => {
    const { text } = textOfCaptions([
      caption(null, 0, 2, 'so this is'),
      caption(null, 2, 4, 'where we start.'),
      caption(null, 4, 6, '“Really?”'),
      caption(null, 6, 8, 'he asked'),
    ]);

    expect(text.split('\n')).toEqual([
      '[00:00:00] so this is where we start.',
      '[00:00:04] “Really?”',
      '[00:00:06] he asked',
    ]);
  });

  it('tells the time at least every half minute where nobody is named', () => {
    const captions = Array.from({ length: 100 }, (_, index) =>
      caption(null, index * 4, index * 4 + 4, 'and so on'),
    );

    const { turns } = textOfCaptions(captions);

    expect(
      Math.max(...turns.map((turn) => (turn.endSeconds ?? 0) - (turn.startSeconds ?? 0))),
    ).toBe(28);
  });

  it('keeps every caption, and its ranges cover just the words', () => {
    assert(
      property(array(anyCaption), (captions) => {
        const { text, turns } = textOfCaptions(captions);

        const cues = turns.flatMap((turn) =>
          turn.cues.map((cue) => ({
            speaker: turn.speaker,
            startSeconds: cue.startSeconds,
            endSeconds: cue.endSeconds,
            words: text.slice(cue.start, cue.end),
          })),
        );
        expect(cues).toEqual(captions);
        for (const turn of turns) {
          const words = turn.cues.map(({ start, end }) => text.slice(start, end));
          expect(text.slice(turn.start, turn.end)).toBe(words.join(' '));
        }
      }),
    );
  });
});

const anyCaption = record({
  speaker: option(constantFrom('Ada', 'Bo Li', '张三')),
  startSeconds: integer({ min: 0, max: 100_000 }),
  seconds: integer({ min: 0, max: 20 }),
  words: constantFrom('Yes.', 'and then', '好的。', '😀 well', 'Ada: said'),
}).map(({ speaker, startSeconds, seconds, words }) =>
  caption(speaker, startSeconds, startSeconds + seconds, words),
);

function caption(
  speaker: string | null,
  ...[startSeconds, endSeconds, words]: [start: number, end: number, words: string]
): Caption {
  return { speaker, startSeconds, endSeconds, words };
}

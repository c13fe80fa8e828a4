import { describe, expect, it } from 'vitest';
import { cuesOf, timestamp } from './read-cues.ts';

describe('names before the words', () => {
  it('are the speakers where most cues have one', () => {
    const vtt = captionLines(
      'Ada Lovelace: Hi.',
      '[Bo]: Hello: you',
      '>> CY: Well\nBo: Hm',
      'Then',
    );

    expect(cuesOf(vtt).map(([speaker, , , words]) => [speaker, words])).toEqual([
      ['Ada Lovelace', 'Hi.'],
      ['Bo', 'Hello: you'],
      ['CY', 'Well'],
      ['Bo', 'Hm'],
      [null, 'Then'],
    ]);
  });

  it('are found in scripts without capitals and in a transcriber’s numbering', () => {
    const vtt = captionLines('张三：你好', '李四: 早', 'speaker_1: hi');

    expect(cuesOf(vtt).map(([speaker]) => speaker)).toEqual(['张三', '李四', 'speaker_1']);
  });

  it.each([
    ['one alone', ['Note: we record', 'and', 'so']],
    ['few of many', ['He said: go', 'He said: stay', ...Array.from({ length: 20 }, () => 'so')]],
    ['a time or an address', ['At 10:30 we', 'Https://a.example', '10: thirty', '11: two']],
    [
      'a sentence',
      ['What I always wanted to say here: no', 'What I always wanted to say here: no'],
    ],
  ])('are words where they are %s', (_, lines) => {
    expect(cuesOf(captionLines(...lines)).map(([speaker, , , words]) => [speaker, words])).toEqual(
      lines.map((line) => [null, line]),
    );
  });

  it('are words where a cue names its speaker', () => {
    const vtt = captionLines('<v Ada>Bo: that is me</v>', 'Bo: yes', 'Bo: no');

    expect(cuesOf(vtt).map(([speaker, , , words]) => [speaker, words])).toEqual([
      ['Ada', 'Bo: that is me'],
      [null, 'Bo: yes'],
      [null, 'Bo: no'],
    ]);
  });
});

/** A file whose cues, a second each, have these payloads. */
function captionLines(...payloads: string[]): string {
  const cues = payloads.map(
    (payload, index) =>
      `${timestamp(index * 1000)} --> ${timestamp(index * 1000 + 1000)}\n${payload}`,
  );
  return ['WEBVTT', ...cues].join('\n\n');
}

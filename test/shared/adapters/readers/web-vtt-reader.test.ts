import { describe, expect, it } from 'vitest';
import { formatInput } from '../../../builders/reading.ts';
import { readWebVtt } from '../../../../shared/adapters/readers/web-vtt-reader.ts';
import { cuesOf } from './read-cues.ts';

describe('a WebVTT file', () => {
  it('keeps speakers and seconds, whatever the ids, settings and hours', () => {
    const vtt = `WEBVTT - Board
Kind: captions

STYLE
::cue { color: white }

REGION
id:fred

NOTE
nobody says this

62357a1d-d250-41d5-a1cf-6cc0eeceffcc/15-0
00:00:04.963 --> 00:00:08.571 align:start position:0%
<v Ada Lovelace>OK,
I think</v>

intro - the second
01:05.5 --> 01:07.250
<v.loud.first Bo>No.

NOTE nor this

101:00:00.000 --> 101:00:01.000
Somebody else.`;

    expect(cuesOf(vtt)).toEqual([
      ['Ada Lovelace', 4.963, 8.571, 'OK, I think'],
      ['Bo', 65.5, 67.25, 'No.'],
      [null, 363_600, 363_601, 'Somebody else.'],
    ]);
  });

  it('joins the cues of one speaker into a turn, and gives nobody the words of another', () => {
    const { text, turns, durationSeconds } = readWebVtt(
      formatInput(`WEBVTT

00:01.000 --> 00:02.000
<v Ada>I think</v>

00:02.000 --> 00:03.000
<v Ada>we should.</v>

00:03.000 --> 00:04.000
Good.

00:04.000 --> 00:05.000
<v Ada>Yes.</v>`),
    );

    expect(text).toBe('[00:00:01] Ada: I think we should.\n[00:00:03] Good.\n[00:00:04] Ada: Yes.');
    expect(turns.map(({ speaker }) => speaker)).toEqual(['Ada', null, 'Ada']);
    expect(durationSeconds).toBe(5);
  });

  it('has several voices in a cue', () => {
    const vtt = `WEBVTT

00:01.000 --> 00:02.000
Well. <v Ada>Hi!
<v Bo>Hello.</v> (laughter)
<v>Who?</v>`;

    expect(cuesOf(vtt)).toEqual([
      [null, 1, 2, 'Well.'],
      ['Ada', 1, 2, 'Hi!'],
      ['Bo', 1, 2, 'Hello.'],
      [null, 1, 2, '(laughter)'],
      [null, 1, 2, 'Who?'],
    ]);
  });

  it('has tags and character references that are not said', () => {
    const vtt = `WEBVTT

00:01.000 --> 00:02.000
<v R&amp;D>{\\an8}<b>Tom</b> &amp; <i.foreign>Jerry</i>&nbsp;&lt;3 <c.yellow>a<br>b</c> <lang en>x</lang>

00:02.000 --> 00:03.000
5 < 6 and 7 > 3 &#233;&#x1F600; &eacute; &amp;lt; &#0;&#xFEFF;&#xD800;&#9999999;end`;

    expect(cuesOf(vtt)).toEqual([
      ['R&D', 1, 2, 'Tom & Jerry <3 a b x'],
      [null, 2, 3, '5 < 6 and 7 > 3 é😀 &eacute; &lt; end'],
    ]);
  });

  it('is read although blank lines, times or ends are wrong', () => {
    const vtt = `WEBVTT
00:01.000 --> 00:02.000
one
00:02,500 --> 00:02.000
two
2
00:03 --> 00:04
three

still three

4

00:05.000 -->
five

7
nonsense --> 00:08.000
seven
and A --> B

 --> 00:09.000
nine`;

    expect(cuesOf(vtt)).toEqual([
      [null, 1, 2, 'one'],
      [null, 2.5, 2.5, 'two'],
      [null, 3, 4, 'three'],
      [null, 3, 4, 'still three'],
      [null, 5, 5, 'five'],
      [null, 5, 5, 'seven and A --> B'],
      [null, 5, 9, 'nine'],
    ]);
  });

  it('has the words of rolling captions once', () => {
    const vtt = `WEBVTT
Kind: captions
Language: en

00:00:00.480 --> 00:00:02.550 align:start position:0%
 
so<00:00:00.719><c> today</c><00:00:01.000><c> we</c>

00:00:02.550 --> 00:00:02.560 align:start position:0%
so today we
 

00:00:02.560 --> 00:00:04.000 align:start position:0%
so today we
begin<00:00:03.000><c> again</c>

00:00:04.000 --> 00:00:04.010 align:start position:0%
begin again
 

00:00:04.010 --> 00:00:06.000 align:start position:0%
begin again
begin<00:00:05.000><c> again</c>

00:00:06.000 --> 00:00:06.010 align:start position:0%
begin again
 

00:00:09.000 --> 00:00:10.000 align:start position:0%
 
begin again`;

    expect(readWebVtt(formatInput(vtt)).text).toBe(
      '[00:00:00] so today we begin again begin again begin again',
    );
  });

  it('keeps what is said twice where captions do not roll', () => {
    const vtt = `WEBVTT

00:01.000 --> 00:02.000
no

00:02.000 --> 00:03.000
no`;

    expect(cuesOf(vtt).map(([, , , words]) => words)).toEqual(['no', 'no']);
  });

  it.each([
    ['WEBVTT'],
    ['WEBVTT\n\nNOTE only this'],
    ['WEBVTT\n\n00:01.000 --> 00:02.000\n\n00:02.000 --> 00:03.000\n<v Ada> </v>'],
  ])('without words is empty: %j', (vtt) => {
    expect(() => readWebVtt(formatInput(vtt))).toThrow(
      expect.objectContaining({ code: 'EMPTY_DOCUMENT' }),
    );
  });

  it.each(['<v ', '<v <v ', '<v Ada>x', '<c.', '&#', '{\\', '   ', '--> ', 'a\n', 'A: b\n\n'])(
    'is read in time although it repeats %j',
    (piece) => {
      const vtt = `WEBVTT\n\n00:01.000 --> 00:02.000\nwords ${piece.repeat(200_000)}`;

      expect(readWebVtt(formatInput(vtt)).durationSeconds).toBe(2);
    },
  );
});

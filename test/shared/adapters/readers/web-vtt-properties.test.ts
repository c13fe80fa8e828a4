import {
  array,
  assert,
  constantFrom,
  integer,
  oneof,
  option,
  property,
  record,
  stringMatching,
} from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatInput } from '../../../builders/reading.ts';
import { readWebVtt } from '../../../../shared/adapters/readers/web-vtt-reader.ts';
import { cuesOf, timestamp } from './read-cues.ts';

describe('any WebVTT file', () => {
  it('keeps the words, the speaker and the seconds of every cue', () => {
    assert(
      property(array(anyCue, { minLength: 1 }), (cues) => {
        const { text } = readWebVtt(formatInput(render(cues)));

        expect(cuesOf(render(cues))).toEqual(
          cues.map(({ speaker, startMs, lengthMs, words }) => [
            speaker,
            startMs / 1000,
            (startMs + lengthMs) / 1000,
            words,
          ]),
        );
        expect(text).not.toContain('\uFEFF');
      }),
    );
  });

  it('is read, or has no words, whatever is in it', () => {
    const pieces = constantFrom(...brokenPieces);
    assert(
      property(array(pieces, { maxLength: 60 }), (content) => {
        const vtt = `WEBVTT\n\n00:00.000 --> 00:01.000\nwords\n\n${content.join('')}`;

        const { text, turns } = readWebVtt(formatInput(vtt));

        const lines = turns.map(({ speaker, start, end }) =>
          text.slice(start - (speaker === null ? 0 : speaker.length + 2), end),
        );
        expect(text.split('\n').map((line) => line.slice('[00:00:00] '.length))).toEqual(lines);
        expect(text).not.toContain('\uFEFF');
      }),
    );
  });
});

const brokenPieces = [
  '\n',
  '\n\n',
  ' ',
  '-->',
  '00:01.000 --> 00:02.000',
  '7',
  'NOTE',
  'STYLE',
  'a',
  'Ada: ',
  '<v',
  '<v Ada>',
  '</v>',
  '<00:00:01.000>',
  '<c',
  '>',
  '&#65279;',
  '&lt;',
  '{\\',
  '会',
  ':',
];

interface AnyCue {
  readonly id: string | null;
  readonly speaker: string | null;
  readonly startMs: number;
  readonly lengthMs: number;
  readonly words: string;
  readonly endTag: string;
}

const anyCue = record<AnyCue>({
  id: option(constantFrom('1', 'intro', 'a1b2/3-4', 'NOTES', '-')),
  speaker: option(constantFrom('Ada', 'Bo & Sons', 'María José', '张三', 'Speaker 1')),
  startMs: integer({ min: 0, max: 500_000_000 }),
  lengthMs: integer({ min: 0, max: 60_000 }),
  words: array(
    oneof(
      stringMatching(/^[a-z<>&é好😀.,'"-]{1,8}$/u),
      constantFrom('<b>', '&amp;', '-->', 'NOTE'),
    ),
    { minLength: 1, maxLength: 6 },
  ).map((words) => words.join(' ')),
  endTag: constantFrom('</v>', ''),
});

function render(cues: readonly AnyCue[]): string {
  const blocks = cues.map(({ id, speaker, startMs, lengthMs, words, endTag }) => {
    const voice = speaker === null ? '' : `<v ${escape(speaker)}>`;
    return [
      ...(id === null ? [] : [id]),
      `${timestamp(startMs)} --> ${timestamp(startMs + lengthMs)}`,
      `${voice}${escape(words).replace(' ', '\n')}${voice === '' ? '' : endTag}`,
    ].join('\n');
  });
  return ['WEBVTT', ...blocks].join('\n\n');
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

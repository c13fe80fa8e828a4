import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { readPlainText } from '../../../../../shared/adapters/readers/plain-text-reader.ts';
import {
  isChatJson,
  readChatJson,
} from '../../../../../shared/adapters/readers/transcripts/chat-json-reader.ts';
import { readSubRip } from '../../../../../shared/adapters/readers/transcripts/sub-rip-reader.ts';
import {
  isTranscriptJson,
  readTranscriptJson,
} from '../../../../../shared/adapters/readers/transcripts/transcript-json-reader.ts';
import { formatInput } from '../../../../builders/reading.ts';
import { turnsOf } from './turns-of.ts';

/** Public documents that lie beside the repository, where somebody put them; they are not ours. */
const folder = new URL('../../../../../../shared/corpora/', import.meta.url);

const call = z.object({
  Transcript: z.array(
    z.object({
      ParticipantRole: z.string(),
      BeginOffsetMillis: z.number(),
      EndOffsetMillis: z.number(),
      Content: z.string(),
    }),
  ),
});

const standard = z.object({
  results: z.object({
    transcripts: z.array(z.object({ transcript: z.string() })),
    speaker_labels: z.object({
      segments: z.array(
        z.object({ speaker_label: z.string(), start_time: z.string(), end_time: z.string() }),
      ),
    }),
  }),
});

const whisper = z.object({
  segments: z.array(
    z.object({
      start: z.number(),
      end: z.number(),
      text: z.string(),
      speaker: z.string().nullable().default(null),
    }),
  ),
});

const meeting = z.object({
  meeting_transcripts: z.array(z.object({ speaker: z.string(), content: z.string() })),
});

const chats = z.array(z.object({ original: z.array(z.tuple([z.string(), z.string()])) }));

describe.skipIf(!existsSync(folder))(
  'public transcripts (skipped where ../shared/corpora is missing)',
  () => {
    it('a call of Call Analytics keeps every turn, as JSON and as SubRip', () => {
      const expected = call
        .parse(JSON.parse(textOf('aws-transcribe-call-analytics-example-call.json')))
        .Transcript.map((turn) => [
          turn.ParticipantRole,
          turn.BeginOffsetMillis / 1000,
          turn.EndOffsetMillis / 1000,
          turn.Content,
        ]);

      const fromJson = readTranscript('aws-transcribe-call-analytics-example-call.json');
      const fromSubRip = readSubRip(formatInput(textOf('aws-example-call.derived.srt')));

      expect(turnsOf(fromJson)).toEqual(expected);
      expect(fromJson.durationSeconds).toBe(182.89);
      expect(turnsOf(fromSubRip)).toEqual(expected);
    });

    it('a conversation of Amazon Transcribe keeps every word, speaker and time', () => {
      const { results } = standard.parse(
        JSON.parse(textOf('aws-transcribe-standard-2speakers.json')),
      );

      const turns = turnsOf(readTranscript('aws-transcribe-standard-2speakers.json'));

      expect(turns.map(([, , , words]) => words).join(' ')).toBe(
        results.transcripts[0]?.transcript,
      );
      const { segments } = results.speaker_labels;
      const ends = (name: string): number[] =>
        segments.filter((one) => one.speaker_label === name).map((one) => Number(one.end_time));
      expect(turns.map(([speaker]) => speaker)).toEqual(['spk_0', 'spk_1', 'spk_0']);
      expect(turns.map(([, start]) => start)).toEqual(
        [segments[0], segments[2], segments[3]].map((one) => Number(one?.start_time)),
      );
      expect(turns.map(([, , end]) => end)).toEqual([
        ends('spk_0')[1],
        ends('spk_1')[0],
        ends('spk_0').at(-1),
      ]);
    });

    it.each(['openai-transcribe-diarized_json.json', 'openai-whisper-verbose_json.json'])(
      '%s keeps every segment',
      (name) => {
        const { segments } = whisper.parse(JSON.parse(textOf(name)));

        expect(turnsOf(readTranscript(name))).toEqual(
          segments.map(({ speaker, start, end, text }) => [speaker, start, end, text.trim()]),
        );
      },
    );

    it('a meeting keeps every turn, as JSON and as text', () => {
      const expected = meeting
        .parse(JSON.parse(textOf('qmsum-ami-ES2004a.json')))
        .meeting_transcripts.map(({ speaker, content }) => [speaker, null, null, content.trim()]);

      const json = formatInput(textOf('qmsum-ami-ES2004a.json'));
      const text = formatInput(textOf('qmsum-ami-ES2004a.txt'));

      expect(isChatJson(json.text)).toBe(true);
      expect(turnsOf(readChatJson(json))).toEqual(expected);
      expect(turnsOf(readPlainText(text))).toEqual(expected);
    });

    it('support chats keep every message, and stay apart', () => {
      const conversations = chats.parse(JSON.parse(textOf('abcd-support-chats-sample.json')));

      const document = readChatJson(formatInput(textOf('abcd-support-chats-sample.json')));

      expect(turnsOf(document)).toEqual(
        conversations.flatMap(({ original }) =>
          original.map(([speaker, words]) => [speaker, null, null, words.trim()]),
        ),
      );
      expect(document.text.match(/^# .*$/gm)).toEqual(
        ['3592', '9489', '3695'].map((id) => `# Conversation ${id}`),
      );
    });

    it.each([
      ['akash-sig-economics-027-2025-05-07.md', 415],
      ['btc-socratic-seminar-vaults-2020-05-19.md', 159],
      ['btc-covenants-2021-11-05.zh.md', 49],
      ['openjs-cpc-2025-09-30.md', 0],
      ['commonpaper-mutual-nda-1.0.md', 0],
      ['parlamint-pl-senat-2020-01-17.txt', 0],
      ['usdoj-chapter13-trustee-handbook-2012.txt', 0],
    ])('%s has %i turns', (name, turns) => {
      expect(readPlainText(formatInput(textOf(name))).turns).toHaveLength(turns);
    });

    it('notes of doctors are data: who speaks stands inside a text', () => {
      const text = textOf('aci-bench-valid-virtscribe-humantrans.json');

      expect([isChatJson(text), isTranscriptJson(text)]).toEqual([false, false]);
    });
  },
);

function textOf(name: string): string {
  return readFileSync(new URL(name, folder), 'utf8');
}

function readTranscript(name: string): ReturnType<typeof readTranscriptJson> {
  const input = formatInput(textOf(name));
  expect(isTranscriptJson(input.text)).toBe(true);
  return readTranscriptJson(input);
}

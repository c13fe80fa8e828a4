import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { SniffingDocumentReader } from '../../../../shared/adapters/readers/sniffing-document-reader.ts';
import { readText } from '../../../builders/reading.ts';
import type { DocumentText } from '../../../../shared/document/document-text.ts';

/** Public documents that lie beside the repository, where somebody put them; they are not ours. */
const folder = new URL('../../../../../shared/corpora/', import.meta.url);

const names = existsSync(folder) ? readdirSync(folder) : [];

/** What Amazon Transcribe said of the call that the captions were made from. */
const callSchema = z.object({
  Transcript: z.array(
    z.object({
      ParticipantRole: z.string(),
      BeginOffsetMillis: z.number(),
      EndOffsetMillis: z.number(),
      Content: z.string(),
    }),
  ),
});

describe.skipIf(names.length === 0)(
  'public documents (skipped where ../shared/corpora is missing)',
  () => {
    it('a Teams meeting keeps who spoke and when', async () => {
      expect(turnsOf(await readPublic('teams-webvtt-two-speakers.vtt'))).toEqual([
        ['Speaker A', 4.963, 9.403, 'OK, I think now we should be recording properly.'],
        [null, 10.683, 11.563, 'Good.'],
        ['Speaker A', 13.363, 13.803, 'Yeah.'],
        [
          'Speaker B',
          49.603,
          66.811,
          'I was also thinking. Would be maybe good to create items, some metadata, some options that can be specific.',
        ],
        ['Speaker A', 70.243, 73.014, 'Yeah, I mean I think you went even more than'],
        ['Speaker B', 70.563, 72.643, 'But we preserved the atoms.'],
        ['Speaker A', 73.014, 111.643, 'than me. I just opened the format. give it a try, yeah.'],
        ['Speaker B', 112.043, 115.043, 'Okay, talk to you later.'],
        ['Speaker A', 114.603, 115.283, 'See you.'],
      ]);
    });

    it('a call keeps who spoke and when, as the transcriber said', async () => {
      const call = callSchema.parse(
        JSON.parse(bytesOf('aws-transcribe-call-analytics-example-call.json').toString()),
      );

      const document = await readPublic('aws-example-call.derived.vtt');

      expect(turnsOf(document)).toEqual(
        call.Transcript.map((turn) => [
          turn.ParticipantRole,
          turn.BeginOffsetMillis / 1000,
          turn.EndOffsetMillis / 1000,
          turn.Content,
        ]),
      );
      expect(document.durationSeconds).toBe(182.89);
    });

    it.each(names.filter((name) => /\.(?:md|txt)$/.test(name)))(
      '%s is read word by word',
      async (name) => {
        const document = await readPublic(name);

        expect(document.text).toBe(bytesOf(name).toString().replaceAll('\r\n', '\n'));
        expect(document.mediaType).toBe(name.endsWith('.md') ? 'text/markdown' : 'text/plain');
      },
    );

    it.each([
      ['aws-transcribe-example-call.docx', 'docx'],
      ['usdoj-chapter13-trustee-handbook-2012.docx', 'docx'],
      ['openjs-contribution-agreement-template-2025.pdf', 'pdf'],
      ['microsoft-autogen-blog.html', 'html'],
      ['unstructured-family-day.eml', 'mail'],
      ['unstructured-fake-email-attachment.eml', 'mail'],
      ['aws-example-call.derived.srt', 'subrip'],
      ['aws-transcribe-standard-2speakers.json', 'aws-transcribe'],
      ['aws-transcribe-call-analytics-example-call.json', 'aws-call-analytics'],
      ['openai-whisper-verbose_json.json', 'whisper-json'],
      ['openai-transcribe-diarized_json.json', 'openai-diarized'],
      ['abcd-support-chats-sample.json', 'chat-json'],
      ['qmsum-ami-ES2004a.json', 'chat-json'],
      ['aci-bench-valid-virtscribe-humantrans.json', 'json'],
    ])('%s is read as %s', async (name, format) => {
      const document = await readPublic(name);

      expect(document.format).toBe(format);
      expect(document.text.length).toBeGreaterThan(50);
    });
  },
);

function bytesOf(name: string): Buffer {
  return readFileSync(new URL(name, folder));
}

async function readPublic(name: string): Promise<DocumentText> {
  return readText(new SniffingDocumentReader(), bytesOf(name));
}

function turnsOf({
  text,
  turns,
}: DocumentText): [string | null, number | null, number | null, string][] {
  return turns.map((turn) => [
    turn.speaker,
    turn.startSeconds,
    turn.endSeconds,
    text.slice(turn.start, turn.end),
  ]);
}

import * as z from 'zod';
import { type Segment, speakerNumber, type TranscriptVendor } from './transcript-vendor.ts';

const segmentSchema = z.object({
  type: z.string().nullish(),
  start: z.number(),
  end: z.number(),
  text: z.string(),
  speaker: z.union([z.string(), z.number()]).nullish(),
});

const segmentsSchema = z.array(segmentSchema).min(1);

const schema = z.union([
  z.object({ segments: segmentsSchema }).transform(({ segments }) => segments),
  segmentsSchema,
]);

/** With times of words only. */
const wordsSchema = z.object({
  text: z.string(),
  words: z.array(z.object({ word: z.string(), start: z.number(), end: z.number() })).min(1),
});

/**
 * What OpenAI answers to `response_format=diarized_json`.
 *
 * @see https://platform.openai.com/docs/api-reference/audio/diarized-json-object
 */
export const openAiDiarized: TranscriptVendor = {
  format: 'openai-diarized',
  segmentsOf: (json) => {
    const { data } = schema.safeParse(json);
    const isDiarized = data?.some(({ type }) => type === 'transcript.text.segment') ?? false;
    return data !== undefined && isDiarized ? data.map(fromSegment) : null;
  },
};

/**
 * What Whisper, faster-whisper and WhisperX write, and OpenAI answers to
 * `response_format=verbose_json`.
 *
 * @see https://platform.openai.com/docs/api-reference/audio/verbose-json-object
 */
export const whisper: TranscriptVendor = {
  format: 'whisper-json',
  segmentsOf: (json) => {
    const segments = schema.safeParse(json).data;
    if (segments !== undefined) return segments.map(fromSegment);
    // The words have no punctuation, the text has.
    const spoken = wordsSchema.safeParse(json).data;
    if (spoken === undefined) return null;
    const [startSeconds, endSeconds] = [spoken.words[0]?.start, spoken.words.at(-1)?.end];
    return [
      {
        speaker: null,
        startSeconds: startSeconds ?? null,
        endSeconds: endSeconds ?? null,
        words: spoken.text,
      },
    ];
  },
};

function fromSegment({ speaker, start, end, text }: z.output<typeof segmentSchema>): Segment {
  return {
    speaker: speakerNumber(speaker),
    startSeconds: start,
    endSeconds: end,
    words: text,
  };
}

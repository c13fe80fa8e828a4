import * as z from 'zod';
import {
  secondsOfMilliseconds,
  speakerNumber,
  type TranscriptVendor,
} from './transcript-vendor.ts';

const schema = z.object({
  transcription: z
    .array(
      z.object({
        offsets: z.object({ from: z.number(), to: z.number() }),
        text: z.string(),
        speaker: z.union([z.string(), z.number()]).nullish(),
      }),
    )
    .min(1),
});

/**
 * What whisper.cpp writes with `--output-json`.
 *
 * @see https://github.com/ggml-org/whisper.cpp/blob/master/examples/cli/cli.cpp
 */
export const whisperCpp: TranscriptVendor = {
  format: 'whisper-json',
  segmentsOf: (json) =>
    schema.safeParse(json).data?.transcription.map(({ offsets, text, speaker }) => ({
      // Whether two lines are of one speaker is all that its simple diarization tells: `?` is none.
      speaker: speaker === '?' ? null : speakerNumber(speaker),
      startSeconds: secondsOfMilliseconds(offsets.from),
      endSeconds: secondsOfMilliseconds(offsets.to),
      words: text,
    })) ?? null,
};

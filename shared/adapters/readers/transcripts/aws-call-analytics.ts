import * as z from 'zod';
import { secondsOfMilliseconds, type TranscriptVendor } from './transcript-vendor.ts';

const schema = z.object({
  Transcript: z
    .array(
      z.object({
        ParticipantRole: z.string().nullish(),
        BeginOffsetMillis: z.number(),
        EndOffsetMillis: z.number().nullish(),
        Content: z.string(),
      }),
    )
    .min(1),
});

/**
 * What Amazon Transcribe Call Analytics writes of a call: turns with a role.
 *
 * @see https://docs.aws.amazon.com/transcribe/latest/dg/tca-output.html
 */
export const awsCallAnalytics: TranscriptVendor = {
  format: 'aws-call-analytics',
  segmentsOf: (json) =>
    schema.safeParse(json).data?.Transcript.map((turn) => ({
      speaker: turn.ParticipantRole ?? null,
      startSeconds: secondsOfMilliseconds(turn.BeginOffsetMillis),
      endSeconds: secondsOfMilliseconds(turn.EndOffsetMillis),
      words: turn.Content,
    })) ?? null,
};

import * as z from 'zod';
import { segmentsOfWords, type TimedWord } from './segments-of-words.ts';
import type { Segment, TranscriptVendor } from './transcript-vendor.ts';

/** Amazon Transcribe writes its numbers as strings. */
const seconds = z
  .union([z.number(), z.string()])
  .nullish()
  .transform((value) => (value === null || value === undefined ? null : Number(value)));

const segmentSchema = z.object({
  transcript: z.string(),
  start_time: seconds,
  end_time: seconds,
  speaker_label: z.string().nullish(),
  channel_label: z.string().nullish(),
});

const itemSchema = z.object({
  type: z.string(),
  start_time: seconds,
  end_time: seconds,
  speaker_label: z.string().nullish(),
  channel_label: z.string().nullish(),
  alternatives: z.array(z.object({ content: z.string() })),
});

const speakerSegmentSchema = z.object({
  speaker_label: z.string(),
  items: z.array(z.object({ start_time: seconds })).catch([]),
});

const schema = z.object({
  results: z.object({
    items: z.array(itemSchema),
    audio_segments: z.array(segmentSchema).nullish(),
    speaker_labels: z.object({ segments: z.array(speakerSegmentSchema) }).nullish(),
  }),
});

type Results = z.output<typeof schema>['results'];

/**
 * What Amazon Transcribe writes of a batch job: segments of one speaker in newer files, else words
 * and beside them who spoke when.
 *
 * @see https://docs.aws.amazon.com/transcribe/latest/dg/diarization-output-batch.html
 */
export const awsTranscribe: TranscriptVendor = {
  format: 'aws-transcribe',
  segmentsOf: (json) => {
    const { data } = schema.safeParse(json);
    if (data === undefined) return null;
    const { audio_segments: segments } = data.results;
    return segments ? segments.map(fromSegment) : segmentsOfWords(wordsOf(data.results));
  },
};

function fromSegment(segment: z.output<typeof segmentSchema>): Segment {
  return {
    speaker: segment.speaker_label ?? segment.channel_label ?? null,
    startSeconds: segment.start_time,
    endSeconds: segment.end_time,
    words: segment.transcript,
  };
}

function wordsOf({ items, speaker_labels: labels }: Results): TimedWord[] {
  const spoken = new Map<number | null, { speaker: string; group: number }>();
  for (const [group, segment] of (labels?.segments ?? []).entries()) {
    for (const { start_time: start } of segment.items) {
      spoken.set(start, { speaker: segment.speaker_label, group });
    }
  }

  return items.map((item) => {
    const found = spoken.get(item.start_time);
    return {
      speaker: item.speaker_label ?? found?.speaker ?? item.channel_label ?? null,
      startSeconds: item.start_time,
      endSeconds: item.end_time,
      words: item.alternatives[0]?.content ?? '',
      isPunctuation: item.type === 'punctuation',
      group: found?.group,
    };
  });
}

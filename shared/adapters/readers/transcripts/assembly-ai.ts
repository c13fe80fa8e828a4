import * as z from 'zod';
import { segmentsOfWords, type TimedWord } from './segments-of-words.ts';
import { secondsOfMilliseconds, type TranscriptVendor } from './transcript-vendor.ts';

const spokenSchema = z.object({
  text: z.string(),
  /** In milliseconds. */
  start: z.number(),
  end: z.number(),
  speaker: z.string().nullish(),
});

const schema = z
  .object({
    // Other vendors have utterances too, in seconds.
    audio_duration: z.unknown().optional(),
    audio_url: z.unknown().optional(),
    acoustic_model: z.unknown().optional(),
    utterances: z.array(spokenSchema).nullish(),
    words: z.array(spokenSchema).nullish(),
  })
  .refine(
    ({ audio_duration: duration, audio_url: url, acoustic_model: model }) =>
      duration !== undefined || url !== undefined || model !== undefined,
  )
  .refine(({ utterances, words }) => Boolean(utterances) || Boolean(words));

/**
 * What AssemblyAI answers for a recording: utterances where speakers were told apart, else words.
 *
 * @see https://www.assemblyai.com/docs/pre-recorded-audio/label-speakers
 */
export const assemblyAi: TranscriptVendor = {
  format: 'assemblyai',
  segmentsOf: (json) => {
    const { data } = schema.safeParse(json);
    if (data === undefined) return null;
    const { utterances, words } = data;
    return utterances && utterances.length > 0
      ? utterances.map(fromSpoken)
      : segmentsOfWords((words ?? []).map(fromSpoken));
  },
};

function fromSpoken({ text, start, end, speaker }: z.output<typeof spokenSchema>): TimedWord {
  return {
    speaker: speaker ?? null,
    startSeconds: secondsOfMilliseconds(start),
    endSeconds: secondsOfMilliseconds(end),
    words: text,
  };
}

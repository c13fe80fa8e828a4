import * as z from 'zod';
import { segmentsOfWords } from './segments-of-words.ts';
import { type Segment, speakerNumber, type TranscriptVendor } from './transcript-vendor.ts';

const speaker = z.number().nullish();

const utteranceSchema = z.object({
  start: z.number(),
  end: z.number(),
  transcript: z.string(),
  channel: z.number().nullish(),
  speaker,
});

const paragraphSchema = z.object({
  sentences: z.array(z.object({ text: z.string(), start: z.number(), end: z.number() })),
  speaker,
});

const wordSchema = z.object({
  word: z.string(),
  punctuated_word: z.string().nullish(),
  start: z.number(),
  end: z.number(),
  speaker,
});

const alternativeSchema = z.object({
  transcript: z.string(),
  words: z.array(wordSchema).nullish(),
  paragraphs: z.object({ paragraphs: z.array(paragraphSchema) }).nullish(),
});

const schema = z.object({
  results: z.object({
    channels: z.array(z.object({ alternatives: z.array(alternativeSchema) })).min(1),
    utterances: z.array(utteranceSchema).nullish(),
  }),
});

/**
 * What Deepgram answers for a recording: utterances or paragraphs where they were asked for, else
 * words. Where speakers were not told apart but channels were, a channel is a speaker.
 *
 * @see https://developers.deepgram.com/docs/utterances
 * @see https://developers.deepgram.com/docs/paragraphs
 * @see https://developers.deepgram.com/docs/diarization
 */
export const deepgram: TranscriptVendor = {
  format: 'deepgram',
  segmentsOf: (json) => {
    const results = schema.safeParse(json).data?.results;
    if (results === undefined) return null;
    const { channels, utterances } = results;
    const nameOf = (channel: number): string | null =>
      channels.length > 1 ? `Channel ${channel}` : null;

    if (utterances && utterances.length > 0) {
      return utterances.map((utterance) => ({
        speaker: speakerNumber(utterance.speaker) ?? nameOf(utterance.channel ?? 0),
        startSeconds: utterance.start,
        endSeconds: utterance.end,
        words: utterance.transcript,
      }));
    }
    const segments = channels.flatMap(({ alternatives: [first] }, channel) =>
      first === undefined ? [] : segmentsOfAlternative(first, nameOf(channel)),
    );
    return segments.toSorted((one, other) => (one.startSeconds ?? 0) - (other.startSeconds ?? 0));
  },
};

function segmentsOfAlternative(
  { transcript, words, paragraphs }: z.output<typeof alternativeSchema>,
  channelName: string | null,
): Segment[] {
  if (paragraphs && paragraphs.paragraphs.length > 0) {
    return paragraphs.paragraphs.flatMap((paragraph) =>
      paragraph.sentences.map(({ text, start, end }) => ({
        speaker: speakerNumber(paragraph.speaker) ?? channelName,
        startSeconds: start,
        endSeconds: end,
        words: text,
      })),
    );
  }
  if (words && words.length > 0) {
    return segmentsOfWords(
      words.map((word) => ({
        speaker: speakerNumber(word.speaker) ?? channelName,
        startSeconds: word.start,
        endSeconds: word.end,
        words: word.punctuated_word ?? word.word,
      })),
    );
  }
  return [{ speaker: channelName, startSeconds: null, endSeconds: null, words: transcript }];
}

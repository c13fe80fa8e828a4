import * as z from 'zod';
import type { Reading } from '../../../document/reading.ts';
import { type ReaderFailure, readerFailureSchema } from './reader-failure.ts';

/** What the process that reads has to say: one of the two. */
export type ReaderAnswer = { readonly reading: Reading } | { readonly failure: ReaderFailure };

const offset = z.int().nonnegative();
const seconds = z.number().nonnegative();
const strings = z.array(z.string());

const cueSchema = z.strictObject({
  start: offset,
  end: offset,
  startSeconds: seconds,
  endSeconds: seconds,
});

const turnSchema = z.strictObject({
  start: offset,
  end: offset,
  speaker: z.string().nullable(),
  startSeconds: seconds.nullable(),
  endSeconds: seconds.nullable(),
  cues: z.array(cueSchema),
});

const pageSchema = z.strictObject({
  start: offset,
  end: offset,
  number: z.int().positive(),
  label: z.string().nullable(),
});

const textSchema = z
  .strictObject({
    text: z.string(),
    format: z.string(),
    mediaType: z.string(),
    turns: z.array(turnSchema),
    pages: z.array(pageSchema).nullable(),
    warnings: strings,
    durationSeconds: seconds.nullable(),
  })
  .refine(({ text, turns, pages }) =>
    [...turns, ...(pages ?? [])].every(({ start, end }) => start <= end && end <= text.length),
  );

const archiveSchema = z.strictObject({
  format: z.string(),
  mediaType: z.string(),
  members: z.array(z.strictObject({ path: z.string(), sizeBytes: offset.nullable() })),
  warnings: strings,
});

const scanSchema = z.strictObject({
  format: z.string(),
  mediaType: z.string(),
  pages: offset.nullable(),
});

const answerSchema: z.ZodType<ReaderAnswer> = z.union([
  z.strictObject({ failure: readerFailureSchema }),
  z.strictObject({
    reading: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('text'), text: textSchema }),
      z.strictObject({ kind: z.literal('archive'), archive: archiveSchema }),
      z.strictObject({ kind: z.literal('scan'), scan: scanSchema }),
    ]),
  }),
]);

/**
 * Reads an answer, which comes from a process that a document may have taken over.
 *
 * @returns `null` where it is not one
 */
export function parseAnswer(json: string): ReaderAnswer | null {
  try {
    return answerSchema.parse(JSON.parse(json));
  } catch {
    return null;
  }
}

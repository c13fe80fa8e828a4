import * as z from 'zod';
import { callCostSchema } from '../money/call-cost.ts';
import { tokenUsageSchema } from '../money/token-usage.ts';
import { jobStatuses } from './job-status.ts';

/** A failure as results and the job table show it. */
export const failureSchema = z.object({
  code: z.string(),
  message: z.string(),
  retryable: z.boolean(),
});

/** Tokens that a job paid for, over all of its attempts; `null` where a provider did not say. */
export const resultUsageSchema = tokenUsageSchema.extend({
  /** Distinct exchanges that the job used, paid by it or by another job. */
  exchanges: z.number().int(),
  paidExchanges: z.number().int(),
  replayedExchanges: z.number().int(),
});

/** Money that a job paid; `null` as a whole where it is not known. */
export const costSchema = z.object({
  /** Exact decimal. */
  amount: z.string(),
  currency: z.string(),
  priceList: z.string(),
  /** The part of `amount` that bought answers of no use. */
  wasted: z.string(),
});

/** Which quotes of an output stand in the document; what is not known of one is `null`. */
const groundingSchema = z.object({
  verified: z.number().int(),
  unverified: z.number().int(),
  quotes: z.array(
    z.object({
      /** JSON pointer into `output`. */
      path: z.string(),
      verified: z.boolean(),
      /** Half open, in UTF-16 code units of the document's text; `null` for an unverified one. */
      start: z.number().int().nullable(),
      end: z.number().int().nullable(),
      /** Counted from 1. */
      page: z.number().int().nullable(),
      speaker: z.string().nullable(),
      timeSeconds: z.number().nullable(),
      /** Key of the document, where several were asked about together. */
      member: z.string().nullable(),
    }),
  ),
});

/** What became of a job: one line of JSON in the results bucket, a document and a table row at once. */
export const resultEnvelopeSchema = z.object({
  schemaVersion: z.literal(1),
  jobId: z.string(),
  analysis: z.string(),
  revision: z.string(),
  status: z.enum(jobStatuses),
  document: z.object({
    bucket: z.string(),
    key: z.string(),
    version: z.string(),
    /** The way to the member of an archive, joined by `!/`; `null` for the object itself. */
    member: z.string().nullable().default(null),
    sizeBytes: z.number().nullable(),
    mediaType: z.string().nullable(),
    format: z.string().nullable(),
    characters: z.number().nullable(),
    pages: z.number().nullable(),
    durationSeconds: z.number().nullable(),
    /** Which range of the text came from which object, where a manifest lists several; else absent. */
    members: z
      .array(z.object({ start: z.number(), end: z.number(), key: z.string(), version: z.string() }))
      .optional(),
  }),
  /** Fits the analysis's schema, or null. */
  output: z.unknown(),
  /** The members of an archive, each a job of its own; `null` for every other document. */
  archive: z
    .object({ members: z.array(z.object({ path: z.string(), jobId: z.string() })) })
    .nullable()
    .default(null),
  /** `null` where the document was not read. */
  coverage: z
    .object({
      complete: z.boolean(),
      characters: z.number(),
      covered: z.number(),
      parts: z.array(
        z.object({
          start: z.number(),
          end: z.number(),
          exchange: z.string().nullable(),
          finishReason: z.string().nullable(),
          /** Code of the failure for which the part is missing from the output. */
          error: z.string().nullable().default(null),
        }),
      ),
    })
    .nullable(),
  /** `null`: quotes were not checked. */
  grounding: groundingSchema.nullable(),
  model: z
    .object({
      provider: z.string(),
      requested: z.string(),
      served: z.string().nullable(),
      fingerprint: z.string().nullable(),
      thinking: z.boolean(),
      /** What the model was held to JSON by. */
      structuredOutput: z.string().nullable(),
    })
    .nullable(),
  /** Every exchange that the job used, in the order of the text; merges of parts come last. */
  exchanges: z
    .array(
      z.object({
        /** Request hash. */
        exchange: z.string(),
        /** Who answered: parts may have been answered by different ones. `null` in old results. */
        provider: z.string().nullable().default(null),
        model: z.string().nullable().default(null),
        /** What was asked about; `null` for a merge of parts. */
        start: z.number().nullable(),
        end: z.number().nullable(),
        outcome: z.enum(['used', 'wasted']),
        /** Whether this job paid for it. */
        paid: z.boolean(),
        finishReason: z.string(),
        usage: tokenUsageSchema,
        cost: callCostSchema.nullable(),
      }),
    )
    .default([]),
  usage: resultUsageSchema,
  cost: costSchema.nullable(),
  timings: z.object({
    uploadedAt: z.string(),
    queuedAt: z.string().nullable(),
    startedAt: z.string().nullable(),
    completedAt: z.string().nullable(),
    queueMs: z.number().nullable(),
    readMs: z.number().nullable(),
    modelMs: z.number().nullable(),
    totalMs: z.number().nullable(),
  }),
  attempts: z.number().int(),
  warnings: z.array(z.string()),
  error: failureSchema.nullable(),
});

export type ResultEnvelope = z.output<typeof resultEnvelopeSchema>;
export type ResultUsage = z.output<typeof resultUsageSchema>;
export type Cost = z.output<typeof costSchema>;
export type Failure = z.output<typeof failureSchema>;

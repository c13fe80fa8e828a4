import * as z from 'zod';
import { jobStatuses } from './job-status.ts';
import { lanes } from './lane.ts';
import { costSchema, failureSchema, resultUsageSchema } from './result-envelope.ts';

const time = z.string().nullable().default(null);

/** Which bytes a job is about: they never change under it. */
const documentReferenceSchema = z.object({
  bucket: z.string(),
  key: z.string(),
  /** The version id, or the ETag where the store keeps no versions. */
  version: z.string(),
  versionKind: z.enum(['versionId', 'eTag']),
  /** The way to a member, from the archive that was uploaded inwards; empty for the object itself. */
  member: z.array(z.string()).default([]),
  /**
   * How many jobs an upload may have become by now: the member counts of the archives on the way,
   * multiplied. It bounds what archives in archives come to.
   */
  fanOut: z.number().int().default(1),
  /** As the upload's event said; `null` where it did not. */
  sizeBytes: z.number().nullable(),
});

/** Text recognition that was started for a job's scan. */
const recognitionSchema = z.object({
  /** Under which the service knows it. */
  recognitionId: z.string(),
  startedAt: z.string(),
  /** What the reader found the document to be, so that it need not be read again. */
  format: z.string(),
  mediaType: z.string(),
});

/** A range that was too much for one request. */
const tooLargeSchema = z.object({
  start: z.number().int(),
  end: z.number().int(),
  /** Code of the failure that said so. */
  code: z.string(),
  /** Hashes of the requests about it, whatever came of them: what was answered was of no use. */
  requests: z.array(z.string()).default([]),
});

/** How far a running job is. */
const progressSchema = z.object({
  answeredParts: z.number().int(),
  /** `null` before the text was cut. */
  plannedParts: z.number().int().nullable(),
  /** Tokens of answers and reasoning that have come in this attempt, by estimate. */
  answerTokens: z.number().int(),
  /** What a next attempt need not find out again, and has to count. */
  tooLarge: z.array(tooLargeSchema).default([]),
  /** How the text is cut behind its first part, once that has taught it; `null` before. */
  cut: z
    .object({
      /** Where the first part ends. */
      end: z.number().int(),
      maximumTokens: z.number(),
      tokenCorrection: z.number(),
    })
    .nullable()
    .default(null),
});

/**
 * One analysis revision of one document, as the job table holds it.
 *
 * Times are ISO 8601 in UTC with milliseconds, so that they compare as text.
 */
export const jobSchema = z.object({
  jobId: z.string(),
  analysis: z.string(),
  revision: z.string(),
  lane: z.enum(lanes),
  status: z.enum(jobStatuses),
  /** Counts the queue messages that were meant to run the job, from 1. */
  attempt: z.number().int(),
  /** Counts the attempts that ended in a failure which may pass; waiting for a turn is none. */
  failedAttempts: z.number().int().default(0),
  /** Counts the workers that died in it since it last got on; a job with any is tried alone. */
  crashes: z.number().int().default(0),
  /** Counts how often an operator had it tried again. */
  retries: z.number().int().default(0),
  /** Whether an operator wants it to end before its next call. */
  cancelRequested: z.boolean().default(false),
  /** Counts how often an operator asked for fresh answers, from 1. */
  generation: z.number().int(),
  document: documentReferenceSchema,
  /** Written once; every date partition derives from it for ever. */
  uploadedAt: z.string(),
  changedAt: z.string(),
  queuedAt: time,
  startedAt: time,
  completedAt: time,
  /** Who runs the job while it is RUNNING. */
  owner: z.string().nullable().default(null),
  /** Until when `owner` may write; later anyone may take the job. */
  leaseUntil: time,
  /** From when on its calls have been counted in no budget yet; `null`: all have. */
  unsettledSince: time,
  /** Not to be run earlier. */
  notBefore: time,
  /** Since when it is HELD, however often it was looked at since. */
  heldAt: time,
  heldUntil: time,
  heldReason: z.string().nullable().default(null),
  /**
   * The breakers of which one has to close before the job goes on, or that held it until it was queued;
   * none where it waits for something else.
   */
  heldBy: z.array(z.string()).readonly().default([]),
  /** The providers that answered a call of it with a bare 403, by their breakers, and when each last did. */
  forbiddenBy: z.record(z.string(), z.string()).default({}),
  /** The job that took its place, so that whoever follows it goes on there. */
  replacedBy: z.string().nullable().default(null),
  /** Since when, over attempts, no call of the job was taken: the provider, or a service of AWS, is away. */
  unansweredSince: time,
  /** The scan's recognition, from its start on; `null` where there is none. */
  recognition: recognitionSchema.nullable().default(null),
  /** Of the latest attempt; a hint for people. */
  progress: progressSchema.nullable().default(null),
  batchId: z.string().nullable().default(null),
  resultKey: z.string().nullable().default(null),
  usage: resultUsageSchema.nullable().default(null),
  cost: costSchema.nullable().default(null),
  error: failureSchema.nullable().default(null),
});

export type Job = z.output<typeof jobSchema>;
export type DocumentReference = z.output<typeof documentReferenceSchema>;
export type JobProgress = z.output<typeof progressSchema>;

export type TooLargeRange = z.output<typeof tooLargeSchema>;
export type StartedRecognition = z.output<typeof recognitionSchema>;

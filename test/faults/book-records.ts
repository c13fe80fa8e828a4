import * as z from 'zod';

/**
 * What the books are kept of, as it lies in bucket and table: only what a check needs, so that the
 * books do not depend on the types of the product that they audit.
 */
const tokens = z.number().nullable();

const usageSchema = z.object({
  promptTokens: tokens,
  cachedPromptTokens: tokens,
  completionTokens: tokens,
  reasoningTokens: tokens,
});

export const jobRecordSchema = z.object({
  jobId: z.string(),
  analysis: z.string(),
  revision: z.string(),
  status: z.string(),
  attempt: z.number(),
  document: z.object({
    key: z.string(),
    version: z.string().transform((version) => version.replaceAll('"', '')),
    member: z.array(z.string()).default([]),
  }),
  heldReason: z.string().nullable().default(null),
  resultKey: z.string().nullable().default(null),
  error: z.object({ code: z.string() }).nullable().default(null),
});

export const resultRecordSchema = z.object({
  jobId: z.string(),
  status: z.string(),
  error: z.object({ code: z.string() }).nullable(),
  warnings: z.array(z.string()),
  usage: usageSchema,
  cost: z.object({ amount: z.string(), wasted: z.string() }).nullable(),
  coverage: z
    .object({ parts: z.array(z.unknown()) })
    .nullable()
    .default(null),
  archive: z
    .object({ members: z.array(z.object({ path: z.string(), jobId: z.string() })) })
    .nullable(),
});

export const exchangeRecordSchema = z.object({
  requestHash: z.string(),
  responseId: z.string().nullable(),
  paidBy: z.object({ call: z.number(), jobId: z.string() }),
});

export const ledgerRecordSchema = z.object({
  kind: z.string().default('model'),
  requestHash: z.string(),
  call: z.number(),
  jobId: z.string(),
  outcome: z.string(),
  usage: usageSchema,
  cost: z.object({ amount: z.string() }).nullable(),
});

/** An item of a budget: what is used, how much of it is settled, and what is reserved, by job. */
export const budgetRecordSchema = z.object({
  pk: z.string(),
  sk: z.string(),
  usedTokens: z.number().default(0),
  settledTokens: z.number().default(0),
  reservations: z.record(z.string(), z.unknown()).default({}),
});

export type JobRecord = z.output<typeof jobRecordSchema>;
export type ResultRecord = z.output<typeof resultRecordSchema>;
export type ExchangeRecord = z.output<typeof exchangeRecordSchema>;
export type LedgerRecord = z.output<typeof ledgerRecordSchema>;

/** An object that was uploaded, as its uploader knows it. */
export interface UploadRecord {
  readonly key: string;
  /** The ETag, without quotes. */
  readonly version: string;
  /** Paths of the members, where it is an archive. */
  readonly members: readonly string[];
}

/** A whole answer that the model server sent. */
interface AnswerRecord {
  /** Stands for what was asked. */
  readonly question: string;
  readonly responseId: string;
}

/** An answer that reached a worker, and was on its way to be kept. */
export interface ReceivedRecord {
  readonly requestHash: string;
  readonly responseId: string | null;
}

/** A call for a question, as claims and lines of the ledger name it. */
export interface CallRecord {
  readonly requestHash: string;
  /** Counts from 1. */
  readonly call: number;
}

/** Everything that the books are made of. */
export interface Records {
  readonly uploads: readonly UploadRecord[];
  readonly jobs: readonly JobRecord[];
  /** By key in the results bucket. */
  readonly results: ReadonlyMap<string, ResultRecord>;
  readonly exchanges: readonly ExchangeRecord[];
  readonly ledger: readonly LedgerRecord[];
  readonly budgets: readonly z.output<typeof budgetRecordSchema>[];
  /** What the model server says it sent; `null`: somebody else's server, which does not say. */
  readonly answers: readonly AnswerRecord[] | null;
  readonly received: readonly ReceivedRecord[];
  /** Requests that the model server neither refused nor answered whole; `null` as `answers`. */
  readonly brokenCalls: number | null;
  /** Calls whose claim was opened by a process that never settled it: most of them died. */
  readonly leftOpen: readonly CallRecord[];
  /** Messages by queue, of those where nothing is to stay. */
  readonly deadLetters: Readonly<Record<string, number>>;
}

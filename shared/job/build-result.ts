import type { Reading } from '../document/reading.ts';
import type { Coverage } from '../extraction/coverage.ts';
import type { Exchange } from '../extraction/exchange.ts';
import type { ModelChoice } from '../extraction/model-choice.ts';
import type { UsedExchange } from '../money/account.ts';
import { memberName } from './job-id.ts';
import type { Job, JobProgress } from './job.ts';
import type { Cost, Failure, ResultEnvelope, ResultUsage } from './result-envelope.ts';

/** What became of a job, before it is put into the envelope. */
export interface Outcome {
  readonly status: 'SUCCEEDED' | 'INCOMPLETE' | 'FAILED' | 'CANCELLED';
  readonly output: unknown;
  /** What a result says of the document, as far as it was read. */
  readonly document: ReadDocument | null;
  readonly archive?: ResultEnvelope['archive'];
  readonly coverage: Coverage | null;
  /** @default null, for not checked */
  readonly grounding?: ResultEnvelope['grounding'];
  readonly choice: ModelChoice | null;
  /** The exchange that tells which model answered. */
  readonly exchange: Exchange | null;
  /** What a next attempt need not find out again. */
  readonly progress: JobProgress | null;
  /** Every exchange that the job used, in the order of the text. */
  readonly exchanges: readonly UsedExchange[];
  readonly usage: ResultUsage;
  readonly cost: Cost | null;
  readonly warnings: readonly string[];
  readonly error: Failure | null;
  readonly readMs: number | null;
  readonly modelMs: number | null;
}

type ReadDocument = Pick<
  ResultEnvelope['document'],
  'mediaType' | 'format' | 'characters' | 'pages' | 'durationSeconds' | 'members'
>;

const notRead: ReadDocument = {
  mediaType: null,
  format: null,
  characters: null,
  pages: null,
  durationSeconds: null,
};

/** What a result says of a document, whatever the reader found in it. */
export function describeReading(reading: Reading): ReadDocument {
  if (reading.kind === 'archive') {
    const { mediaType, format } = reading.archive;
    return { ...notRead, mediaType, format };
  }
  if (reading.kind === 'scan') {
    const { mediaType, format, pages } = reading.scan;
    return { ...notRead, mediaType, format, pages };
  }
  const { mediaType, format, text, pages, durationSeconds, members } = reading.text;
  return {
    mediaType,
    format,
    characters: text.length,
    pages: pages?.length ?? null,
    durationSeconds,
    ...(members === undefined ? {} : { members: [...members] }),
  };
}

/** Nothing was asked, so nothing was paid: that much is known. */
export const nothingPaid: { readonly usage: ResultUsage; readonly cost: Cost } = {
  usage: {
    promptTokens: 0,
    cachedPromptTokens: 0,
    completionTokens: 0,
    reasoningTokens: 0,
    exchanges: 0,
    paidExchanges: 0,
    replayedExchanges: 0,
  },
  cost: { amount: '0.000000', currency: 'USD', priceList: 'none', wasted: '0.000000' },
};

/** An attempt died, and nobody knows what it had paid. */
export const unknownPaid: { readonly usage: ResultUsage; readonly cost: null } = {
  usage: {
    promptTokens: null,
    cachedPromptTokens: null,
    completionTokens: null,
    reasoningTokens: null,
    exchanges: 0,
    paidExchanges: 0,
    replayedExchanges: 0,
  },
  cost: null,
};

/** The outcome of a job that ended before a model was asked. */
export function failedBeforeAsking(error: Failure): Outcome {
  return {
    status: 'FAILED',
    output: null,
    document: null,
    coverage: null,
    choice: null,
    exchange: null,
    progress: null,
    exchanges: [],
    ...nothingPaid,
    warnings: [],
    error,
    readMs: null,
    modelMs: null,
  };
}

/** The outcome of a job that an operator wants to end, with all that is known of it so far. */
export function cancelled(outcome: Outcome, error: Failure): Outcome {
  const nothing = { output: null, coverage: null, grounding: null };
  return { ...outcome, ...nothing, status: 'CANCELLED', error };
}

/** The envelope of a job that ends at `completedAt` (ISO time). */
export function buildResult(job: Job, outcome: Outcome, completedAt: string): ResultEnvelope {
  const { choice, exchange } = outcome;
  const { bucket, key, version, sizeBytes } = job.document;
  return {
    schemaVersion: 1,
    jobId: job.jobId,
    analysis: job.analysis,
    revision: job.revision,
    status: outcome.status,
    document: {
      bucket,
      key,
      version,
      member: memberName(job.document.member),
      sizeBytes,
      ...(outcome.document ?? notRead),
    },
    output: outcome.output,
    archive: outcome.archive ?? null,
    coverage: outcome.coverage,
    grounding: outcome.grounding ?? null,
    model:
      choice === null
        ? null
        : {
            provider: exchange?.paidBy.provider ?? choice.provider,
            requested: exchange?.paidBy.model ?? choice.model,
            served: exchange?.servedModel ?? null,
            fingerprint: exchange?.fingerprint ?? null,
            thinking: exchange?.thinking ?? choice.thinking,
            structuredOutput: exchange?.structuredOutput ?? choice.structuredOutputs[0] ?? null,
          },
    exchanges: outcome.exchanges.map((used) => describeExchange(job.jobId, used)),
    usage: outcome.usage,
    cost: outcome.cost,
    timings: {
      uploadedAt: job.uploadedAt,
      queuedAt: job.queuedAt,
      startedAt: job.startedAt,
      completedAt,
      queueMs: between(job.queuedAt, job.startedAt),
      readMs: outcome.readMs,
      modelMs: outcome.modelMs,
      totalMs: between(job.uploadedAt, completedAt),
    },
    attempts: job.attempt,
    warnings: [...outcome.warnings],
    error: outcome.error,
  };
}

function describeExchange(
  jobId: string,
  { exchange, about, usable }: UsedExchange,
): ResultEnvelope['exchanges'][number] {
  return {
    exchange: exchange.requestHash,
    provider: exchange.paidBy.provider,
    model: exchange.paidBy.model,
    start: about?.start ?? null,
    end: about?.end ?? null,
    outcome: usable ? 'used' : 'wasted',
    paid: exchange.paidBy.jobId === jobId,
    finishReason: exchange.finishReason,
    usage: exchange.usage,
    cost: exchange.cost,
  };
}

/** Milliseconds; the clocks of two machines may disagree, so never less than zero. */
function between(from: string | null, to: string | null): number | null {
  return from === null || to === null ? null : Math.max(0, Date.parse(to) - Date.parse(from));
}

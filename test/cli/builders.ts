import { type JobItem, jobItemSchema } from '../../cli/jobs/job-item.ts';
import { nothingPaid } from '../../shared/job/build-result.ts';
import type { ResultEnvelope } from '../../shared/job/result-envelope.ts';

const document = {
  bucket: 'documents',
  key: 'inbox/meeting-minutes/board.vtt',
  version: 'v1',
  sizeBytes: 120,
};

/** An upload to a store without versions. */
export const upload = {
  ...document,
  version: 'e1',
  isVersioned: false,
  startedAt: '2026-05-01T09:59:59.900Z',
};

/** A job that was just uploaded. */
export function jobItem(overrides: Partial<JobItem> = {}): JobItem {
  return jobItemSchema.parse({
    jobId: '0123456789abcdef0123456789abcdef',
    analysis: 'meeting-minutes',
    revision: '3f9c2a1b',
    lane: 'now',
    status: 'QUEUED',
    attempt: 1,
    document: { ...document, versionKind: 'versionId' },
    uploadedAt: '2026-05-01T10:00:00.000Z',
    changedAt: '2026-05-01T10:00:00.000Z',
    ...overrides,
  });
}

type UsedExchange = ResultEnvelope['exchanges'][number];

/** An exchange that a job used and paid for. */
export function usedExchange(overrides: Partial<UsedExchange> = {}): UsedExchange {
  return {
    exchange: 'e1',
    provider: 'deepseek',
    model: 'deepseek-flash',
    start: 0,
    end: 100,
    outcome: 'used',
    paid: true,
    finishReason: 'stop',
    usage: {
      promptTokens: 1200,
      cachedPromptTokens: null,
      completionTokens: 64,
      reasoningTokens: null,
    },
    cost: { amount: '0.00184', currency: 'USD', priceList: 'test' },
    ...overrides,
  };
}

/** The result of a job that succeeded. */
export function resultEnvelope(overrides: Partial<ResultEnvelope> = {}): ResultEnvelope {
  return {
    schemaVersion: 1,
    jobId: '0123456789abcdef0123456789abcdef',
    analysis: 'meeting-minutes',
    revision: '3f9c2a1b',
    status: 'SUCCEEDED',
    document: {
      ...document,
      member: null,
      mediaType: 'text/vtt',
      format: 'webvtt',
      characters: 100,
      pages: null,
      durationSeconds: 60,
    },
    archive: null,
    output: { title: 'Board' },
    coverage: {
      complete: true,
      characters: 100,
      covered: 100,
      parts: [{ start: 0, end: 100, exchange: 'e1', finishReason: 'stop', error: null }],
    },
    grounding: null,
    exchanges: [usedExchange({ exchange: 'e1', start: 0, end: 100 })],
    model: null,
    usage: {
      ...nothingPaid.usage,
      promptTokens: 1200,
      completionTokens: 64,
      exchanges: 1,
      paidExchanges: 1,
    },
    cost: { amount: '0.00184', currency: 'USD', priceList: 'test', wasted: '0' },
    timings: {
      uploadedAt: '2026-05-01T10:00:00.000Z',
      queuedAt: '2026-05-01T10:00:00.100Z',
      startedAt: '2026-05-01T10:00:00.200Z',
      completedAt: '2026-05-01T10:00:01.250Z',
      queueMs: 100,
      readMs: 10,
      modelMs: 900,
      totalMs: 1250,
    },
    attempts: 1,
    warnings: [],
    error: null,
    ...overrides,
  };
}

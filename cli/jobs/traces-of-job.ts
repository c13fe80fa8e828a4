import { recognitionHash } from '../../shared/document/recognition-hash.ts';
import type { Job } from '../../shared/job/job.ts';
import type { ResultEnvelope } from '../../shared/job/result-envelope.ts';
import { recognitionProviders } from '../../shared/money/page-prices.ts';
import type { Deployment } from '../deployment/deployment.ts';
import { exchangesOfResult } from './exchanges-of-result.ts';
import type { KnownJob } from './known-job.ts';
import type { LedgerSearch } from './ledger-search.ts';
import { readResult } from './read-result.ts';

/** As much of a job as it takes to find what it has left. */
export type TracedJob = KnownJob & Pick<Job, 'generation'>;

/** What was kept of a document because of one job, besides its result and its item. */
export interface Traces {
  /** Hashes of the requests that it used, whoever paid. */
  readonly exchanges: readonly string[];
  /** Hashes of the recognitions that its scan may have had. */
  readonly recognitions: readonly string[];
}

/**
 * Finds what a job has left. Its result names its exchanges; where it does not name all of them, or
 * there is none, the ledger has those that the job paid. Requests that a provider refused are in no
 * result, and have claims.
 */
export async function tracesOfJob(
  deployment: Pick<Deployment, 's3' | 'resultsBucket'>,
  job: TracedJob,
  ledger: LedgerSearch,
): Promise<Traces> {
  const result = await readResult(deployment, job);
  const listed = result === undefined ? [] : exchangesOfResult(result);
  const booked = await bookedRequests(job, result, ledger);
  return {
    exchanges: [...new Set([...listed, ...booked])],
    recognitions: recognitionsOf(job),
  };
}

/** Where a result names every exchange, few lines of the day have to be read: a day may have many. */
async function bookedRequests(
  job: TracedJob,
  result: ResultEnvelope | undefined,
  ledger: LedgerSearch,
): Promise<readonly string[]> {
  if (job.startedAt === null) return [];
  return isComplete(job, result)
    ? ledger.requestsWhileRunning(job, job.startedAt)
    : ledger.requestsOf(job);
}

/** A job that was tried more than once, or whose usage is not known, may have paid for more than its result tells of. */
function isComplete({ attempt }: TracedJob, result: ResultEnvelope | undefined): boolean {
  if (result === undefined || attempt > 1 || result.usage.promptTokens === null) return false;
  return result.usage.exchanges <= exchangesOfResult(result).length;
}

function recognitionsOf({ document, generation }: TracedJob): string[] {
  const generations = Array.from({ length: generation }, (_, index) => index + 1);
  return recognitionProviders.flatMap((provider) =>
    generations.map((each) => recognitionHash({ document, provider, generation: each })),
  );
}

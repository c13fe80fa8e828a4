import { noAnalysis } from '../../shared/job/job-id.ts';
import type { JobStatus } from '../../shared/job/job-status.ts';
import { transitions } from '../../shared/job/transitions.ts';
import type { Money } from '../../shared/money/sum-costs.ts';
import type { Deployment } from '../deployment/deployment.ts';
import { inParallel } from '../../shared/steps/in-parallel.ts';
import { estimateRetry } from '../money/estimate-retry.ts';
import type { JobItem } from './job-item.ts';
import { namedJobs, selectJobs } from './select-jobs.ts';

/** A job that is to be tried again, and what that may cost; `null`: nobody knows. */
export interface PlannedRetry {
  readonly job: JobItem;
  readonly estimate: Money | null;
}

/** What a person asked to try again. */
export interface RetryRequest {
  readonly names: readonly string[];
  readonly failedWith?: string | undefined;
  readonly since?: Date | undefined;
  readonly analysis?: string | undefined;
  /** Whether all is to be asked anew. */
  readonly fresh: boolean;
}

const concurrentReads = 16;

const retriedStatuses: ReadonlySet<JobStatus> = new Set(transitions.retry.from);

/** The jobs that are meant and can be tried again, and a sentence for each that cannot. */
export async function planRetry(
  deployment: Deployment,
  { names, since, fresh, ...filter }: RetryRequest,
  now: Date,
): Promise<{ readonly planned: readonly PlannedRetry[]; readonly refused: readonly string[] }> {
  const found =
    names.length > 0
      ? await namedJobs(deployment, names, now)
      : await selectJobs(deployment, {
          ...filter,
          since: since?.toISOString(),
          statuses: ['FAILED', 'INCOMPLETE'],
        });
  const retried = found.filter((job) => whyNot(job) === null);
  const planned = await inParallel(retried, concurrentReads, async (job) => ({
    job,
    estimate: await estimateRetry(deployment, job, { fresh, now }),
  }));
  return { planned, refused: found.flatMap((job) => whyNot(job) ?? []) };
}

function whyNot({ jobId, status, analysis, error }: JobItem): string | null {
  if (!retriedStatuses.has(status)) {
    return `${jobId} is ${status}: only FAILED, INCOMPLETE and CANCELLED jobs are tried again`;
  }
  if (error?.code === 'REVISION_REPLACED') return `${jobId}: ${error.message}`;
  if (analysis === noAnalysis.analysis)
    return `${jobId} has no analysis: upload the document again, under a key that names one`;
  return null;
}

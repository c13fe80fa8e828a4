import { resultKey } from '../../document/result-keys.ts';
import { describeFailure } from '../../failure/describe-failure.ts';
import { JobCancelled } from '../../failure/job-errors.ts';
import { buildResult, cancelled, failedBeforeAsking } from '../../job/build-result.ts';
import type { Job } from '../../job/job.ts';
import { isFinal } from '../../job/job-status.ts';
import type { Move } from '../../job/move.ts';
import { cancel, requestCancel } from '../../job/moves.ts';
import { withEarlierResult } from '../../job/with-earlier-result.ts';
import { paidUnread } from '../../job/paid-before.ts';
import type { Clock } from '../../ports/clock.ts';
import type { JobTable } from '../../ports/job-table.ts';
import type { ResultStore } from '../../ports/result-store.ts';

export interface CancelPorts {
  readonly jobs: JobTable;
  readonly results: ResultStore;
  readonly clock: Clock;
}

/** A job moves on at most so often while somebody cancels it. */
const tries = 5;

/**
 * Cancels a job: at once where nobody works on it, else before its next call. First the state, so
 * that the result of a job that ended meanwhile is never written over; again is the same as once.
 *
 * @returns the job as it is then: CANCELLED, RUNNING with its request, or ended by itself
 */
export async function cancelJob(jobId: string, ports: CancelPorts): Promise<Job | undefined> {
  for (let attempt = 1; ; attempt += 1) {
    const job = await ports.jobs.get(jobId);
    if (job === undefined) return undefined;
    if (isFinal(job.status)) {
      // Whoever cancelled it may have died before the result; a worker writes its own, and before.
      if (job.error?.code === error.code && !job.cancelRequested) await storeResult(job, ports);
      return job;
    }
    const moved = await ports.jobs.move(jobId, nextMove(job, ports.clock.now()));
    if (moved?.status === 'CANCELLED') await storeResult(moved, ports);
    if (moved !== undefined || attempt === tries) return moved ?? job;
  }
}

const error = describeFailure(new JobCancelled());

function nextMove(job: Job, now: Date): Move {
  return job.status === 'RUNNING'
    ? requestCancel(now)
    : cancel(job, { ...paidUnread(job), resultKey: resultKey(job), error }, now);
}

async function storeResult(job: Job, { results }: CancelPorts): Promise<void> {
  const outcome = { ...cancelled(failedBeforeAsking(error), error), ...paidUnread(job) };
  const result = buildResult(job, outcome, job.completedAt ?? job.changedAt);
  await results.put(withEarlierResult(result, await results.get(resultKey(job))));
}

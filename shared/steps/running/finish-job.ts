import { LeaseLost } from '../../failure/job-errors.ts';
import { buildResult, type Outcome } from '../../job/build-result.ts';
import { finish, renew } from '../../job/moves.ts';
import { withEarlierResult } from '../../job/with-earlier-result.ts';
import type { Clock } from '../../ports/clock.ts';
import type { JobTable } from '../../ports/job-table.ts';
import type { Log } from '../../ports/log.ts';
import type { ResultStore } from '../../ports/result-store.ts';
import type { OwnedJob } from './own-job.ts';

export interface FinishPorts {
  readonly jobs: JobTable;
  readonly results: ResultStore;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Ends a job: first the result, then the state, so that a final job always has its result. The lease
 * is renewed before, so that a worker which has lost it does not write over another's result. One that
 * the job had before it was tried again goes into the new one.
 *
 * @throws {LeaseLost}
 */
export async function finishJob(
  job: OwnedJob,
  outcome: Outcome,
  ports: FinishPorts,
): Promise<void> {
  const now = ports.clock.now();
  const owned = await ports.jobs.move(job.jobId, renew(job.owner, now, outcome.progress));
  if (owned === undefined) throw new LeaseLost();

  const earlier = job.resultKey === null ? undefined : await ports.results.get(job.resultKey);
  const result = withEarlierResult(buildResult(job, outcome, now.toISOString()), earlier);
  const resultKey = await ports.results.put(result);
  const { usage, cost, error } = result;
  const status =
    outcome.status === 'FAILED' && result.output !== null ? 'INCOMPLETE' : outcome.status;
  const ended = await ports.jobs.move(
    job.jobId,
    finish(job.owner, { status, resultKey, usage, cost, error }, now),
  );
  ports.log.info(ended === undefined ? 'job ended by another' : 'job ended', {
    jobId: job.jobId,
    analysis: job.analysis,
    status,
    code: error?.code ?? null,
    attempt: job.attempt,
    costAmount: cost?.amount ?? null,
    totalMs: result.timings.totalMs,
  });
}

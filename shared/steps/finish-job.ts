import { buildResult, type Outcome } from '../job/build-result.ts';
import { finish } from '../job/moves.ts';
import type { Clock } from '../ports/clock.ts';
import type { JobTable } from '../ports/job-table.ts';
import type { Log } from '../ports/log.ts';
import type { ResultStore } from '../ports/result-store.ts';
import type { OwnedJob } from './own-job.ts';

export interface FinishPorts {
  readonly jobs: JobTable;
  readonly results: ResultStore;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Ends a job: first the result, then the state, so that a final job always has its result. Whoever
 * lost the lease in between has written what the present owner will write again.
 */
export async function finishJob(
  job: OwnedJob,
  outcome: Outcome,
  ports: FinishPorts,
): Promise<void> {
  const now = ports.clock.now();
  const result = buildResult(job, outcome, now.toISOString());
  const resultKey = await ports.results.put(result);
  const { status, usage, cost, error } = outcome;
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

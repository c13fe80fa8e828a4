import { describeFailure } from '../failure/describe-failure.ts';
import type { ProviderRefuses } from '../failure/provider-errors.ts';
import type { Outcome } from '../job/build-result.ts';
import { hold } from '../job/moves.ts';
import type { Clock } from '../ports/clock.ts';
import type { JobTable } from '../ports/job-table.ts';
import type { Log } from '../ports/log.ts';
import type { OwnedJob } from './own-job.ts';

interface HoldPorts {
  readonly jobs: JobTable;
  readonly clock: Clock;
  readonly log: Log;
}

/** Keeps a job until the provider takes its calls again, with what it has paid so far. */
export async function holdJob(
  job: OwnedJob,
  held: { readonly failure: ProviderRefuses; readonly outcome: Outcome },
  { jobs, clock, log }: HoldPorts,
): Promise<void> {
  const { failure, outcome } = held;
  const { usage, cost } = outcome;
  const error = describeFailure(failure);
  const why = {
    heldUntil: null,
    heldReason: failure.reason,
    heldBy: failure.scope,
    error,
    usage,
    cost,
  };
  const moved = await jobs.move(job.jobId, hold({ owner: job.owner }, why, clock.now()));
  if (moved === undefined) return;
  log.warn('job held', { jobId: job.jobId, attempt: job.attempt, scope: failure.scope });
}

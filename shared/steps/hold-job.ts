import { describeFailure } from '../failure/describe-failure.ts';
import { ModelAccountRefused } from '../failure/model-errors.ts';
import type { PipelineError } from '../failure/pipeline-error.ts';
import { ProviderRefuses } from '../failure/provider-errors.ts';
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

type HoldingFailure = ProviderRefuses | ModelAccountRefused;

/** Whether a failure is a reason to keep the job until somebody has looked at the account. */
export function isReasonToHold(failure: PipelineError): failure is HoldingFailure {
  return failure instanceof ProviderRefuses || failure instanceof ModelAccountRefused;
}

/** A server that would not even list its models has no breaker: it is asked again after this, in milliseconds. */
const askAgainMs = 5 * 60_000;

/** Keeps a job until the provider takes its calls again, with what it has paid so far. */
export async function holdJob(
  job: OwnedJob,
  held: { readonly failure: HoldingFailure; readonly outcome: Outcome },
  { jobs, clock, log }: HoldPorts,
): Promise<void> {
  const { failure, outcome } = held;
  const now = clock.now();
  const reason =
    failure instanceof ProviderRefuses
      ? { heldUntil: null, heldReason: failure.reason, heldBy: failure.scope }
      : {
          heldUntil: new Date(now.getTime() + askAgainMs),
          heldReason: `the provider refuses the account (${failure.code})`,
          heldBy: null,
        };
  const { usage, cost } = outcome;
  const error = describeFailure(failure);
  const moved = await jobs.move(
    job.jobId,
    hold({ owner: job.owner }, { ...reason, error, usage, cost }, now),
  );
  if (moved === undefined) return;
  log.warn('job held', { jobId: job.jobId, attempt: job.attempt, reason: reason.heldReason });
}

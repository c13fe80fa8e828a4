import { HeldByBudget } from '../../failure/budget-errors.ts';
import { describeFailure } from '../../failure/describe-failure.ts';
import { ModelAccountRefused } from '../../failure/model-errors.ts';
import type { PipelineError } from '../../failure/pipeline-error.ts';
import { ProviderRefuses } from '../../failure/provider-errors.ts';
import type { Outcome } from '../../job/build-result.ts';
import type { Job } from '../../job/job.ts';
import { hold, type Held, type Setbacks } from '../../job/moves.ts';
import { budgetReason, endOfDay } from '../../money/held-by-budget.ts';
import type { Clock } from '../../ports/clock.ts';
import type { JobTable } from '../../ports/job-table.ts';
import type { Log } from '../../ports/log.ts';
import type { OwnedJob } from './own-job.ts';

interface HoldPorts {
  readonly jobs: JobTable;
  readonly clock: Clock;
  readonly log: Log;
}

type HoldingFailure = ProviderRefuses | ModelAccountRefused | HeldByBudget;

/** Whether a failure is a reason to keep the job until a budget has room or an account is in order. */
export function isReasonToHold(failure: PipelineError): failure is HoldingFailure {
  return (
    failure instanceof ProviderRefuses ||
    failure instanceof ModelAccountRefused ||
    failure instanceof HeldByBudget
  );
}

/** A server that would not even list its models has no breaker: it is asked again after this, in milliseconds. */
const askAgainMs = 5 * 60_000;

/**
 * Keeps a job until its reason to wait is gone, with what it has paid so far.
 *
 * @returns the job as it is then; `undefined` where another owns it
 */
export async function holdJob(
  job: OwnedJob,
  held: {
    readonly failure: HoldingFailure;
    readonly outcome: Outcome;
    readonly setbacks: Setbacks;
  },
  { jobs, clock, log }: HoldPorts,
): Promise<Job | undefined> {
  const { failure, outcome, setbacks } = held;
  const { jobId, owner, analysis, attempt } = job;
  const now = clock.now();
  const reason = reasonOf(failure, now);
  const { usage, cost, progress } = outcome;
  const error = describeFailure(failure);
  const forbiddenBy = { ...job.forbiddenBy, ...forbiddenNow(failure, now) };
  const moved = await jobs.move(
    jobId,
    hold(owner, { ...reason, error, forbiddenBy, usage, cost, setbacks, progress }, now),
  );
  if (moved === undefined) return undefined;
  log.warn('job held', {
    jobId,
    analysis,
    attempt,
    code: error.code,
    reason: reason.heldReason,
  });
  return moved;
}

/** What may turn out to concern this job alone. */
function forbiddenNow(failure: HoldingFailure, now: Date): Job['forbiddenBy'] {
  const scopes = failure instanceof ProviderRefuses ? failure.forbiddenBy : [];
  return Object.fromEntries(scopes.map((scope) => [scope, now.toISOString()]));
}

function reasonOf(
  failure: HoldingFailure,
  now: Date,
): Pick<Held, 'heldUntil' | 'heldReason' | 'heldBy'> {
  if (failure instanceof HeldByBudget) {
    const { scope, date } = failure;
    return { heldUntil: endOfDay(date), heldReason: budgetReason(scope, date), heldBy: [] };
  }
  if (failure instanceof ProviderRefuses) {
    return { heldUntil: null, heldReason: failure.reason, heldBy: failure.scopes };
  }
  return {
    heldUntil: new Date(now.getTime() + askAgainMs),
    heldReason: `the provider refuses the account (${failure.code})`,
    heldBy: [],
  };
}

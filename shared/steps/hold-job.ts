import type { HeldByBudget } from '../failure/budget-errors.ts';
import { describeFailure } from '../failure/describe-failure.ts';
import type { Outcome } from '../job/build-result.ts';
import { hold } from '../job/moves.ts';
import { budgetReason, endOfDay } from '../money/held-by-budget.ts';
import type { Clock } from '../ports/clock.ts';
import type { JobTable } from '../ports/job-table.ts';
import type { Log } from '../ports/log.ts';
import type { OwnedJob } from './own-job.ts';

export interface HoldPorts {
  readonly jobs: JobTable;
  readonly clock: Clock;
  readonly log: Log;
}

/** Lets a job wait for the end of a budget's day; the keeper looks at it earlier if the budget changes. */
export async function holdForBudget(
  { jobId, owner, analysis }: OwnedJob,
  held: { readonly failure: HeldByBudget; readonly outcome: Outcome },
  { jobs, clock, log }: HoldPorts,
): Promise<void> {
  const { scope, date } = held.failure;
  const error = describeFailure(held.failure);
  const { usage, cost } = held.outcome;
  const heldReason = budgetReason(scope, date);
  const heldUntil = endOfDay(date);
  const moved = await jobs.move(
    jobId,
    hold(owner, { heldReason, heldUntil, error, usage, cost }, clock.now()),
  );
  if (moved === undefined) log.info('job ended by another', { jobId });
  else log.warn('job held', { jobId, analysis, code: error.code, heldReason });
}

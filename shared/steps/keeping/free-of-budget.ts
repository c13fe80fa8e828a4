import { dateOf } from '../../document/result-keys.ts';
import type { Job } from '../../job/job.ts';
import { later } from '../../job/lease.ts';
import { type BudgetDay, type BudgetLimit, isLimited } from '../../money/budget.ts';
import { scopeOfReason } from '../../money/held-by-budget.ts';
import type { Budgets } from '../../ports/budgets.ts';

/**
 * A job that came to be held within this time after a change is looked at again, in milliseconds: the
 * clocks of those who set budgets and of workers may differ by as much.
 */
const clockToleranceMs = 60_000;

/**
 * Makes a check whether a held job is worth another try before its day ends: its budget was raised
 * or removed since, and is not used up. Limits and days are read once for all jobs, and not at all
 * where no job is held by a budget.
 */
export function budgetCheck(budgets: Budgets, now: Date): (job: Job) => Promise<boolean> {
  let limits: Promise<readonly BudgetLimit[]> | undefined;
  const days = new Map<string, Promise<BudgetDay>>();

  return async (job) => {
    const scope = scopeOfReason(job.heldReason);
    if (scope === null) return false;

    limits ??= budgets.limits(0);
    const limit = (await limits).find((each) => each.scope === scope);
    if (limit === undefined || !isLimited(limit)) return true;

    if (later(new Date(limit.changedAt), clockToleranceMs) <= (job.heldAt ?? job.changedAt))
      return false;
    if (job.error?.code === 'PRICE_UNKNOWN' && holdsUnknown(limit)) return false;

    const day = days.get(scope) ?? budgets.day(dateOf(now.toISOString()), scope);
    days.set(scope, day);
    return !isUsedUp(await day, limit);
  };
}

function holdsUnknown({ billionths, unknownPrice }: BudgetLimit): boolean {
  return billionths !== null && unknownPrice === 'hold';
}

/** Whether waiting for running jobs would not help either. */
function isUsedUp(day: BudgetDay, { billionths, tokens }: BudgetLimit): boolean {
  return (
    (billionths !== null && day.settledBillionths >= billionths) ||
    (tokens !== null && day.settledTokens >= tokens)
  );
}

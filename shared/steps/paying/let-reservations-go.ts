import { dateOf } from '../../document/result-keys.ts';
import type { Job } from '../../job/job.ts';
import { scopesOf } from '../../money/budget.ts';
import { noSpending } from '../../money/spending.ts';
import type { Budgets } from '../../ports/budgets.ts';
import type { Log } from '../../ports/log.ts';

/**
 * Lets go what workers that died in a job had reserved of budgets, where no worker comes after them to
 * settle it: it would stay until somebody needs the room. What cannot be let go is logged.
 *
 * @param job as its last worker left it
 */
export async function letReservationsGo(
  job: Job,
  { budgets, log }: { readonly budgets: Budgets; readonly log: Log },
): Promise<void> {
  const { jobId, analysis, startedAt, unsettledSince } = job;
  if (unsettledSince === null) return;
  // Each attempt reserves of the day on which it began.
  const dates = new Set([unsettledSince, startedAt ?? unsettledSince].map(dateOf));
  for (const date of dates) {
    for (const scope of scopesOf(analysis)) {
      try {
        const { reservations } = await budgets.day(date, scope);
        const reserved = reservations[jobId];
        if (reserved === undefined) continue;
        await budgets.settle({ date, scope, jobId, owner: reserved.owner }, noSpending);
      } catch (error) {
        log.error('budget reservation not let go', error, { scope, jobId });
      }
    }
  }
}

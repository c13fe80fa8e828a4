import { dateOf } from '../../document/result-keys.ts';
import { describeFailure } from '../../failure/describe-failure.ts';
import { WorkerCrashed } from '../../failure/job-errors.ts';
import { failedBeforeAsking, unknownPaid } from '../../job/build-result.ts';
import type { Job } from '../../job/job.ts';
import { take } from '../../job/moves.ts';
import { scopesOf } from '../../money/budget.ts';
import { noSpending } from '../../money/spending.ts';
import type { Budgets } from '../../ports/budgets.ts';
import { finishJob, type FinishPorts } from '../running/finish-job.ts';

export interface BuryJobPorts extends FinishPorts {
  readonly budgets: Budgets;
  readonly newOwner: () => string;
}

/**
 * Fails a job that no worker could finish, unless somebody is working on it: takes it as a worker
 * does, and ends it. What its attempts paid is in the ledger; whether that is all is not known.
 *
 * @returns whether it did
 */
export async function buryJob(job: Job, ports: BuryJobPorts): Promise<boolean> {
  const owner = ports.newOwner();
  const taken = await ports.jobs.move(job.jobId, take(job, owner, ports.clock.now()));
  if (taken === undefined) return false;

  const outcome = { ...failedBeforeAsking(describeFailure(new WorkerCrashed())), ...unknownPaid };
  await finishJob({ ...taken, owner }, outcome, ports);
  await letReservationsGo({ ...job, owner }, ports);
  return true;
}

/** Nobody else settles what a dead worker had reserved; it would stay until somebody needs the room. */
async function letReservationsGo(
  { jobId, analysis, startedAt, changedAt, owner }: Job & { readonly owner: string },
  { budgets, log }: BuryJobPorts,
): Promise<void> {
  const date = dateOf(startedAt ?? changedAt);
  for (const scope of scopesOf(analysis)) {
    try {
      const { reservations } = await budgets.day(date, scope);
      if (reservations[jobId] === undefined) continue;
      await budgets.book({ date, scope, jobId, owner }, noSpending);
    } catch (error) {
      log.error('budget reservation not let go', error, { scope, jobId });
    }
  }
}

import { describeFailure } from '../../failure/describe-failure.ts';
import { WorkerCrashed } from '../../failure/job-errors.ts';
import { failedBeforeAsking, unknownPaid } from '../../job/build-result.ts';
import type { Job } from '../../job/job.ts';
import { take } from '../../job/moves.ts';
import type { Budgets } from '../../ports/budgets.ts';
import { letReservationsGo } from '../paying/let-reservations-go.ts';
import { finishJob, type FinishPorts } from '../running/finish-job.ts';

export interface BuryJobPorts extends FinishPorts {
  readonly budgets: Budgets;
  readonly newOwner: () => string;
}

/**
 * Fails a job that no worker could finish, or even take, unless somebody is working on it: takes it as a worker
 * does, and ends it. What its attempts paid is in the ledger; whether that is all is not known.
 *
 * @returns whether it did
 */
export async function buryJob(job: Job, ports: BuryJobPorts): Promise<boolean> {
  const owner = ports.newOwner();
  const taken = await ports.jobs.move(job.jobId, take(job, owner, ports.clock.now()));
  if (taken === undefined) return false;

  const outcome = { ...failedBeforeAsking(describeFailure(new WorkerCrashed())), ...unknownPaid };
  await letReservationsGo(job, ports);
  await finishJob({ ...taken, owner }, outcome, ports);
  return true;
}

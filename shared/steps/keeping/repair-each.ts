import type { Job } from '../../job/job.ts';
import type { JobStatus } from '../../job/job-status.ts';
import type { Move } from '../../job/move.ts';
import type { JobQueue } from '../../ports/job-queue.ts';
import { isLastCrash } from '../running/recover-job.ts';
import { sendJob } from '../running/send-job.ts';
import { buryJob, type BuryJobPorts } from './bury-job.ts';

export interface RepairPorts extends BuryJobPorts {
  readonly queue: JobQueue;
  /** Jobs that one run looks at in each state. */
  readonly stepJobs: number;
}

/** Jobs that are looked at together: Textract answers some ten questions a second. */
const jobsAtOnce = 10;

/** The move that a job needs now, if it needs one; `areMany` where there may be more than a run looks at. */
export type Plan = (job: Job, areMany: boolean) => Move | null | Promise<Move | null>;

/**
 * Looks at a bounded number of the jobs in a state, and makes the move that each needs.
 *
 * @returns how many it moved
 */
export async function repairEach(
  status: JobStatus,
  plan: Plan,
  ports: RepairPorts,
): Promise<number> {
  const { jobs, stepJobs } = ports;
  // A queue is one lane's: what waits in it says nothing of the messages of the other.
  const ids = await (status === 'QUEUED'
    ? jobs.listByLane(status, stepJobs)
    : jobs.listByStatus(status, stepJobs));
  // One shard of the index may be full long before all are.
  const areMany = ids.length > ports.stepJobs / 2;
  let repaired = 0;
  for (let first = 0; first < ids.length; first += jobsAtOnce) {
    const some = ids.slice(first, first + jobsAtOnce);
    const moved = await Promise.all(
      some.map((id) => repairOne(id, { status, plan, areMany, ports })),
    );
    repaired += moved.filter(Boolean).length;
  }
  return repaired;
}

/** One job, and the move that it needs. */
export interface Repair {
  readonly status: JobStatus;
  readonly plan: Plan;
  readonly areMany: boolean;
  readonly ports: RepairPorts;
}

/** Makes the move that one job needs; its trouble is logged and stops no other. @returns whether it did */
export async function repairOne(jobId: string, repair: Repair): Promise<boolean> {
  try {
    return await repairJob(jobId, repair);
  } catch (error) {
    repair.ports.log.error('job not repaired', error, { jobId, was: repair.status });
    return false;
  }
}

async function repairJob(
  jobId: string,
  { status, plan, areMany, ports }: Repair,
): Promise<boolean> {
  const job = await ports.jobs.get(jobId);
  const move = job?.status === status ? await plan(job, areMany) : null;
  if (job === undefined || move === null) return false;
  const isRecovery = (move.change.crashes ?? 0) > job.crashes;
  if (isRecovery && isLastCrash(job)) return buryJob(job, ports);

  const queued = await ports.jobs.move(jobId, move);
  if (queued?.status !== 'QUEUED') return false;

  await sendJob(queued, ports.queue);
  const { attempt } = queued;
  if (status === 'RECOGNIZING') ports.log.info('recognition ended', { jobId, attempt });
  else ports.log.warn('job queued again', { jobId, attempt, was: status });
  return true;
}

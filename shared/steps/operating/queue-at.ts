import type { Job } from '../../job/job.ts';
import type { Move } from '../../job/move.ts';
import type { Clock } from '../../ports/clock.ts';
import type { JobQueue } from '../../ports/job-queue.ts';
import type { JobTable } from '../../ports/job-table.ts';
import { sendJob } from '../running/send-job.ts';

export interface QueuePorts {
  readonly jobs: JobTable;
  readonly queue: JobQueue;
  readonly clock: Clock;
}

/** A move that queues a job, and when the job may be run at the earliest. */
interface Queueing {
  readonly moveAt: (now: Date) => Move;
  readonly notBefore: Date;
}

/**
 * Makes a move that queues a job, and sends the message that runs it, not before a time.
 *
 * @returns the job as it is queued; `undefined` where it has moved on since
 */
export async function queueAt(
  { jobId }: Job,
  { moveAt, notBefore }: Queueing,
  { jobs, queue, clock }: QueuePorts,
): Promise<Job | undefined> {
  const now = clock.now();
  const queued = await jobs.move(jobId, moveAt(now));
  const delayMs = Math.max(0, notBefore.getTime() - now.getTime());
  if (queued !== undefined) await sendJob(queued, queue, delayMs);
  return queued;
}

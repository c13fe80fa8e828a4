import type { Job } from '../../job/job.ts';
import { hasten } from '../../job/moves.ts';
import type { Clock } from '../../ports/clock.ts';
import type { JobQueue } from '../../ports/job-queue.ts';
import type { JobTable } from '../../ports/job-table.ts';
import { sendJob } from '../running/send-job.ts';

/**
 * Queues a job to be run earlier than it was put off to.
 *
 * @returns the job as it is queued; `undefined` where it has moved on since
 */
export async function hastenJob(
  job: Job,
  notBefore: Date,
  {
    jobs,
    queue,
    clock,
  }: { readonly jobs: JobTable; readonly queue: JobQueue; readonly clock: Clock },
): Promise<Job | undefined> {
  const now = clock.now();
  const queued = await jobs.move(job.jobId, hasten(job, notBefore, now));
  const delayMs = Math.max(0, notBefore.getTime() - now.getTime());
  if (queued !== undefined) await sendJob(queued, queue, delayMs);
  return queued;
}

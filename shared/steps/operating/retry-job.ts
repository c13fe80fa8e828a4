import type { Job } from '../../job/job.ts';
import { type Retry, retry } from '../../job/moves.ts';
import type { Clock } from '../../ports/clock.ts';
import type { JobQueue } from '../../ports/job-queue.ts';
import type { JobTable } from '../../ports/job-table.ts';
import { sendJob } from '../running/send-job.ts';

/**
 * Queues a job again that ended without success. What it was answered is read again and paid no
 * second time, unless fresh answers are wanted.
 *
 * @returns the job as it is queued; `undefined` where it has moved on since
 */
export async function retryJob(
  job: Job,
  wanted: Retry,
  {
    jobs,
    queue,
    clock,
  }: { readonly jobs: JobTable; readonly queue: JobQueue; readonly clock: Clock },
): Promise<Job | undefined> {
  const now = clock.now();
  const queued = await jobs.move(job.jobId, retry(job, wanted, now));
  const delayMs = Math.max(0, wanted.notBefore.getTime() - now.getTime());
  if (queued !== undefined) await sendJob(queued, queue, delayMs);
  return queued;
}

import type { Job } from '../../job/job.ts';
import { type Retry, retry } from '../../job/moves.ts';
import { queueAt, type QueuePorts } from './queue-at.ts';

/**
 * Queues a job again that ended without success. What it was answered is read again and paid no
 * second time, unless fresh answers are wanted.
 *
 * @returns the job as it is queued; `undefined` where it has moved on since
 */
export async function retryJob(
  job: Job,
  wanted: Retry,
  ports: QueuePorts,
): Promise<Job | undefined> {
  const { notBefore } = wanted;
  return queueAt(job, { moveAt: (now) => retry(job, wanted, now), notBefore }, ports);
}

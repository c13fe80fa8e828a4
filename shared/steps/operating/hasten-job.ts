import type { Job } from '../../job/job.ts';
import { hasten } from '../../job/moves.ts';
import { queueAt, type QueuePorts } from './queue-at.ts';

/**
 * Queues a job to be run earlier than it was put off to.
 *
 * @returns the job as it is queued; `undefined` where it has moved on since
 */
export async function hastenJob(
  job: Job,
  notBefore: Date,
  ports: QueuePorts,
): Promise<Job | undefined> {
  return queueAt(job, { moveAt: (now) => hasten(job, notBefore, now), notBefore }, ports);
}

import type { Job } from '../../job/job.ts';
import { recover } from '../../job/moves.ts';
import type { JobQueue } from '../../ports/job-queue.ts';
import { buryJob, type BuryJobPorts } from '../keeping/bury-job.ts';
import { sendJob } from './send-job.ts';

export interface RecoverPorts extends BuryJobPorts {
  readonly queue: JobQueue;
}

/**
 * Workers that may die in a job before it is taken for the cause: one in company, and three in
 * which nothing else ran. A try costs a minute, and a wrong verdict somebody's attention; machines
 * and processes also die for reasons of their own.
 */
export const crashesAllowed = 4;

/** Whether the worker that has died in the job is the last that was given to it. */
export function isLastCrash({ crashes }: Pick<Job, 'crashes'>): boolean {
  return crashes + 1 >= crashesAllowed;
}

/**
 * Queues the job of a worker that died, or one whose message was given up, to be tried alone; fails it
 * where that has happened too often.
 */
export async function recoverJob(job: Job, ports: RecoverPorts): Promise<void> {
  if (isLastCrash(job)) {
    await buryJob(job, ports);
    return;
  }
  const queued = await ports.jobs.move(job.jobId, recover(job, ports.clock.now()));
  if (queued === undefined) return;

  await sendJob(queued, ports.queue);
  const { jobId, attempt, crashes } = queued;
  ports.log.warn('job recovered', { jobId, attempt, crashes, was: job.status });
}

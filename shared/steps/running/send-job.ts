import type { Job } from '../../job/job.ts';
import type { JobQueue } from '../../ports/job-queue.ts';

/**
 * Sends the message that runs a job's present attempt, after a delay in milliseconds. Once a worker
 * has died in the job, the message says that it is to run alone.
 */
export async function sendJob(job: Job, queue: JobQueue, delayMs = 0): Promise<void> {
  const { jobId, attempt, lane, analysis, crashes } = job;
  const alone = crashes > 0 ? ({ alone: true } as const) : {};
  await queue.send({ lane, analysis, delayMs, message: { version: 1, jobId, attempt, ...alone } });
}

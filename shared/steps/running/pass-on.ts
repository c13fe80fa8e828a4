import type { JobMessage } from '../../job/job-message.ts';
import type { JobQueue } from '../../ports/job-queue.ts';
import type { JobTable } from '../../ports/job-table.ts';
import { sendJob } from './send-job.ts';

/**
 * Sends a message anew that was delivered together with one which has to run alone. Unlike a message
 * that is given back, it is not a delivery nearer to the dead letters; a copy does no harm.
 */
export async function passOn(
  { jobId, attempt }: JobMessage,
  { jobs, queue }: { readonly jobs: JobTable; readonly queue: JobQueue },
): Promise<void> {
  const job = await jobs.get(jobId);
  if (job?.attempt === attempt) await sendJob(job, queue);
}

import { retryJob } from '../../shared/steps/operating/retry-job.ts';
import { inParallel } from '../../shared/steps/in-parallel.ts';
import { turnOf } from './capped-rate.ts';
import type { JobPorts } from './job-ports.ts';
import type { PlannedRetry } from './plan-retry.ts';

const concurrentWrites = 16;

/**
 * Queues jobs again at a capped rate: each is told its second, so that nobody has to wait here for
 * the last to start.
 *
 * @param rate most jobs that start in a second
 * @returns the jobs as they are now; not those that somebody moved on in the meantime
 */
export async function retryPlanned(
  planned: readonly PlannedRetry[],
  { rate, fresh }: { readonly rate: number; readonly fresh: boolean },
  ports: Pick<JobPorts, 'jobs' | 'queue' | 'clock'>,
): Promise<PlannedRetry[]> {
  // Not before: planning takes its time, and the seconds that it took would begin all at once.
  const now = ports.clock.now();
  const retried = await inParallel([...planned.entries()], concurrentWrites, async (entry) => {
    const [index, { job, estimate }] = entry;
    const stored = await ports.jobs.get(job.jobId);
    if (stored === undefined) return [];
    const notBefore = turnOf(index, rate, now);
    const queued = await retryJob(stored, { notBefore, isFresh: fresh }, ports);
    return queued === undefined ? [] : [{ job: queued, estimate }];
  });
  return retried.flat();
}

import { release } from '../../job/moves.ts';
import type { Clock } from '../../ports/clock.ts';
import type { JobQueue } from '../../ports/job-queue.ts';
import type { JobTable } from '../../ports/job-table.ts';
import type { Log } from '../../ports/log.ts';
import { sendJob } from '../running/send-job.ts';

export interface ReleaseStepPorts {
  readonly jobs: JobTable;
  readonly queue: JobQueue;
  readonly clock: Clock;
  readonly log: Log;
  /** Jobs that one step reads and releases. */
  readonly stepJobs: number;
}

/** What a step came to. */
export interface ReleaseStep {
  /** Whether the index showed nothing that waits. */
  readonly isLast: boolean;
  readonly released: number;
}

/** Queues a bounded number of the jobs that wait for the night, under a batch. May be repeated. */
export async function releaseStep(batchId: string, ports: ReleaseStepPorts): Promise<ReleaseStep> {
  const ids = await ports.jobs.listByStatus('WAITING', ports.stepJobs);
  const outcomes = await Promise.all(ids.map((id) => releaseOne(id, batchId, ports)));
  return { isLast: ids.length === 0, released: outcomes.filter(Boolean).length };
}

/** One job's trouble is logged and stops no other; the job still waits, or the keeper sends it. */
async function releaseOne(
  jobId: string,
  batchId: string,
  ports: ReleaseStepPorts,
): Promise<boolean> {
  try {
    const job = await ports.jobs.get(jobId);
    if (job?.status !== 'WAITING') return false;

    const queued = await ports.jobs.move(jobId, release(job, batchId, ports.clock.now()));
    if (queued === undefined) return false;

    await sendJob(queued, ports.queue);
    return true;
  } catch (error) {
    ports.log.error('job not released', error, { jobId, batchId });
    return false;
  }
}

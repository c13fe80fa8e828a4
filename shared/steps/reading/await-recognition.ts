import type { Job } from '../../job/job.ts';
import { recognize, type Waiting } from '../../job/moves.ts';
import type { Clock } from '../../ports/clock.ts';
import type { JobTable } from '../../ports/job-table.ts';
import type { Log } from '../../ports/log.ts';
import type { OwnedJob } from '../running/own-job.ts';

export interface AwaitPorts {
  readonly jobs: JobTable;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Leaves a job to the keeper, who queues it when its recognition has ended.
 *
 * @returns the job as it is then; `undefined` where another owns it
 */
export async function awaitRecognition(
  { jobId, owner }: OwnedJob,
  waiting: Waiting,
  { jobs, clock, log }: AwaitPorts,
): Promise<Job | undefined> {
  const moved = await jobs.move(jobId, recognize(owner, waiting, clock.now()));
  log.info(moved === undefined ? 'job ended by another' : 'job waits for recognition', { jobId });
  return moved;
}

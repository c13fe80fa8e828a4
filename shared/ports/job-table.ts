import type { JobStatus } from '../job/job-status.ts';
import type { Job } from '../job/job.ts';
import type { Move } from '../job/move.ts';

/** The jobs, each changed only by conditional writes. */
export interface JobTable {
  /** Stores the job unless one with its id exists; then that one is returned as it is. */
  create(job: Job): Promise<{ readonly created: boolean; readonly job: Job }>;

  /** Reads the latest state. */
  get(jobId: string): Promise<Job | undefined>;

  /** Applies the move, or does nothing and returns `undefined` where its expectation does not hold. */
  move(jobId: string, move: Move): Promise<Job | undefined>;

  /** Jobs of an object's versions, as an index showed them a moment ago. */
  listByDocument(bucket: string, key: string): Promise<readonly Pick<Job, 'jobId' | 'document'>[]>;

  /**
   * Ids of at most `limit` jobs that were in a state a moment ago, longest unchanged first within
   * each shard. A hint: only a conditional write decides.
   */
  listByStatus(status: JobStatus, limit: number): Promise<readonly string[]>;

  /**
   * The same with half of `limit` for each lane, so that one lane's backlog does not hide the other's
   * jobs. How many it reads for that is bounded: behind tens of thousands of one lane, longer unchanged,
   * those of the other are not found.
   */
  listByLane(status: JobStatus, limit: number): Promise<readonly string[]>;
}

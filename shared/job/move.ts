import type { Job } from './job.ts';
import type { JobStatus } from './job-status.ts';

/** What must still be true of the stored job for a move to happen. */
export interface Expectation {
  readonly status: readonly JobStatus[];
  readonly attempt?: number;
  readonly owner?: string;
  /** No lease, or one that ended before this time. */
  readonly leaseFreeAt?: string;
}

/** A conditional change of a job: the only way in which a job ever changes. */
export interface Move {
  readonly expect: Expectation;
  readonly change: Partial<Omit<Job, 'jobId' | 'uploadedAt' | 'analysis' | 'document'>> & {
    readonly changedAt: string;
  };
}

/** Whether a move applies to a job as it is. */
export function applies({ expect }: Move, job: Job): boolean {
  return (
    expect.status.includes(job.status) &&
    (expect.attempt === undefined || expect.attempt === job.attempt) &&
    (expect.owner === undefined || expect.owner === job.owner) &&
    (expect.leaseFreeAt === undefined ||
      job.leaseUntil === null ||
      job.leaseUntil < expect.leaseFreeAt)
  );
}

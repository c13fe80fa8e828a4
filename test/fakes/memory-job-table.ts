import type { JobStatus } from '../../shared/job/job-status.ts';
import type { Job } from '../../shared/job/job.ts';
import { lanes } from '../../shared/job/lane.ts';
import { applies, type Move } from '../../shared/job/move.ts';
import { isAllowed } from '../../shared/job/transitions.ts';
import type { JobTable } from '../../shared/ports/job-table.ts';

/** Jobs in memory. Refuses moves that the transition table does not have. */
export class MemoryJobTable implements JobTable {
  readonly jobs = new Map<string, Job>();

  constructor(...jobs: readonly Job[]) {
    for (const job of jobs) this.jobs.set(job.jobId, job);
  }

  async create(job: Job): Promise<{ readonly created: boolean; readonly job: Job }> {
    const existing = this.jobs.get(job.jobId);
    if (existing !== undefined) return { created: false, job: existing };
    this.jobs.set(job.jobId, job);
    return { created: true, job };
  }

  async get(jobId: string): Promise<Job | undefined> {
    return this.jobs.get(jobId);
  }

  async move(jobId: string, move: Move): Promise<Job | undefined> {
    const job = this.jobs.get(jobId);
    if (job === undefined || !applies(move, job)) return undefined;
    const moved = { ...job, ...move.change };
    if (!isAllowed(job.status, moved.status)) {
      throw new Error(`no transition leads from ${job.status} to ${moved.status}`);
    }
    this.jobs.set(jobId, moved);
    return moved;
  }

  async listByDocument(bucket: string, key: string): Promise<readonly Job[]> {
    return [...this.jobs.values()].filter(
      ({ document }) => document.bucket === bucket && document.key === key,
    );
  }

  async listByStatus(status: JobStatus, limit: number): Promise<readonly string[]> {
    return this.#listed(status)
      .slice(0, limit)
      .map(({ jobId }) => jobId);
  }

  async listByLane(status: JobStatus, limit: number): Promise<readonly string[]> {
    const listed = this.#listed(status);
    return lanes
      .flatMap((lane) => listed.filter((job) => job.lane === lane).slice(0, limit / lanes.length))
      .map(({ jobId }) => jobId);
  }

  #listed(status: JobStatus): readonly Job[] {
    return [...this.jobs.values()]
      .filter((job) => job.status === status)
      .toSorted((a, b) => a.changedAt.localeCompare(b.changedAt));
  }
}

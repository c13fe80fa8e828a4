import { nightMs } from '../../job/batch.ts';
import type { Job } from '../../job/job.ts';
import type { Lane } from '../../job/lane.ts';
import type { Log } from '../../ports/log.ts';
import type { Plan } from './repair-each.ts';

/**
 * For how long no provider may have taken a call of a job before somebody is told, in milliseconds. A
 * night's jobs may wait for their turn with a provider for as long as the night lasts; for one that is
 * down that leaves two thirds of the day after which they fail.
 */
const longestMs: Readonly<Record<Lane, number>> = { now: 3_600_000, nightly: nightMs };

/** For how long no worker may have taken a job of an empty queue, in milliseconds: it waits for no turn. */
const longestUntakenMs = 3_600_000;

/** Counts, of the jobs that a run looks at, those that have waited for a provider, or a worker, for too long. */
export class UnansweredJobs {
  readonly #now: Date;
  /** By id: a job may be seen in two states in one run. */
  readonly #waitedMs = new Map<string, number>();
  #untaken = 0;

  constructor(now: Date) {
    this.#now = now;
  }

  /** The same plan, which counts the jobs that it is made for. */
  noting(plan: Plan): Plan {
    return (job, areMany) => {
      this.#note(job);
      return plan(job, areMany);
    };
  }

  /** Counts a queued job that no worker takes; `since` is an ISO time. */
  noteUntaken(jobId: string, since: string): void {
    if (this.#noteWait(jobId, since, longestUntakenMs)) this.#untaken += 1;
  }

  /** Says how many there are, how many of them no worker takes, and for how long the oldest has waited; nothing where there is none. */
  tell(log: Log): void {
    const unanswered = this.#waitedMs.size;
    if (unanswered === 0) return;
    const longestMinutes = Math.floor(Math.max(...this.#waitedMs.values()) / 60_000);
    log.warn('jobs unanswered', { unanswered, untaken: this.#untaken, longestMinutes });
  }

  #note({ jobId, lane, unansweredSince }: Job): void {
    if (unansweredSince !== null) this.#noteWait(jobId, unansweredSince, longestMs[lane]);
  }

  /** @returns whether it is too long */
  #noteWait(jobId: string, since: string, allowedMs: number): boolean {
    const waitedMs = this.#now.getTime() - Date.parse(since);
    if (waitedMs <= allowedMs) return false;
    this.#waitedMs.set(jobId, Math.max(waitedMs, this.#waitedMs.get(jobId) ?? 0));
    return true;
  }
}

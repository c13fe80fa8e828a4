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

/** Counts, of the jobs that a run looks at, those that have waited for a provider for too long. */
export class UnansweredJobs {
  readonly #now: Date;
  /** By id: a job may be seen in two states in one run. */
  readonly #waitedMs = new Map<string, number>();

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

  /** Says how many there are, and for how long the oldest has waited; nothing where there is none. */
  tell(log: Log): void {
    const unanswered = this.#waitedMs.size;
    if (unanswered === 0) return;
    const longestMinutes = Math.floor(Math.max(...this.#waitedMs.values()) / 60_000);
    log.warn('jobs unanswered', { unanswered, longestMinutes });
  }

  #note({ jobId, lane, unansweredSince }: Job): void {
    if (unansweredSince === null) return;
    const waitedMs = this.#now.getTime() - Date.parse(unansweredSince);
    if (waitedMs > longestMs[lane]) this.#waitedMs.set(jobId, waitedMs);
  }
}

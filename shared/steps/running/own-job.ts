import { failureOf } from '../../failure/failure-of.ts';
import { JobCancelled, LeaseLost, TimeIsShort } from '../../failure/job-errors.ts';
import { ServiceUnavailable } from '../../failure/service-errors.ts';
import type { Job, JobProgress } from '../../job/job.ts';
import { leaseMs } from '../../job/lease.ts';
import { renew } from '../../job/moves.ts';
import type { Clock } from '../../ports/clock.ts';
import type { JobTable } from '../../ports/job-table.ts';
import type { Log } from '../../ports/log.ts';
import { whileBeating } from './while-beating.ts';

/** A job that this worker took. */
export type OwnedJob = Job & { readonly owner: string };

/** A worker's invocation: one deadline for all of its jobs. */
export interface Invocation {
  readonly startedAt: Date;
  /** When everything must be stored and settled. */
  readonly endsAt: Date;
}

/** What work on a job has to respect. */
export interface Hold {
  readonly invocation: Invocation;
  /** When no more answer is waited for. */
  readonly deadline: Date;
  /** Aborted with `LeaseLost`, or with `TimeIsShort` at the deadline. */
  readonly signal: AbortSignal;
  /**
   * Aborted with `JobCancelled` when an operator wants the job to end: no more calls, though one under
   * way is waited for.
   */
  readonly cancelled: AbortSignal;
  /** Takes how far the job is: written with the beat, and seldom in between. */
  readonly report: (progress: JobProgress) => void;
  /**
   * Takes how far the job is, and resolves once it is written: a next attempt will know of it. Where it
   * cannot be written, that is logged, and the next beat tries again.
   */
  readonly write: (progress: JobProgress) => Promise<void>;
}

/**
 * Kept free at the end of an invocation, in milliseconds: what storeExchange pauses in its last tries
 * to keep what was paid for is 31 s, and some more is needed to settle the job.
 */
const reserveMs = 45_000;

/** Between two writes of a job's progress, in milliseconds: often enough to watch, and cheap. */
const progressMs = 2_000;

/** When no more work is begun or waited for in an invocation. */
export function workEndsAt({ endsAt }: Invocation): Date {
  return new Date(endsAt.getTime() - reserveMs);
}

interface Owning {
  readonly jobs: JobTable;
  readonly clock: Clock;
  readonly log: Log;
  readonly invocation: Invocation;
}

/** Works on a job while its lease is renewed; stops the work when the lease or the time is gone. */
export async function whileOwning(
  job: OwnedJob,
  { jobs, clock, log, invocation }: Owning,
  work: (hold: Hold) => Promise<void>,
): Promise<void> {
  const stop = new AbortController();
  const ended = new AbortController();
  const deadline = workEndsAt(invocation);
  const cancelled = new AbortController();
  if (job.cancelRequested) cancelled.abort(new JobCancelled());
  let progress = job.progress;
  let writtenAt = clock.now().getTime();
  let leaseUntil = clock.now().getTime() + leaseMs;
  const watching = watchDeadline();
  try {
    await whileBeating({ clock, log, beat: renewLease }, () =>
      work({
        invocation,
        deadline,
        signal: stop.signal,
        cancelled: cancelled.signal,
        report,
        write,
      }),
    );
  } finally {
    ended.abort();
    await watching;
  }

  async function watchDeadline(): Promise<void> {
    await clock.wait(Math.max(0, deadline.getTime() - clock.now().getTime()), ended.signal);
    if (!ended.signal.aborted) stop.abort(new TimeIsShort());
  }

  function report(next: JobProgress): void {
    progress = next;
    const isRecent = clock.now().getTime() - writtenAt < progressMs;
    if (!isRecent && !ended.signal.aborted) void write(next);
  }

  async function write(next: JobProgress): Promise<void> {
    progress = next;
    try {
      await renewLease();
    } catch (error) {
      log.error('progress not written', error);
    }
  }

  async function renewLease(): Promise<void> {
    const now = clock.now();
    writtenAt = now.getTime();
    try {
      const renewed = await jobs.move(job.jobId, renew(job.owner, now, progress));
      if (renewed === undefined) stop.abort(new LeaseLost());
      else {
        leaseUntil = now.getTime() + leaseMs;
        if (renewed.cancelRequested) cancelled.abort(new JobCancelled());
      }
    } catch (error) {
      // Whom the table keeps out for a whole lease, somebody else owns the job by now. While the table is
      // away nobody can, and an answer that is under way is paid for already.
      const isAway = failureOf(error) instanceof ServiceUnavailable;
      if (!isAway && clock.now().getTime() >= leaseUntil) stop.abort(new LeaseLost());
      throw error;
    }
  }
}

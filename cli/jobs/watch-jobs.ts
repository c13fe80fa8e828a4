import { isDeepStrictEqual } from 'node:util';
import { isFinal } from '../../shared/job/job-status.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import { inParallel } from '../../shared/steps/in-parallel.ts';
import type { UploadedDocument } from '../uploads/upload-file.ts';
import type { JobItem } from './job-item.ts';

/** One upload, and what its job is now; no job where intake has not made it yet. */
export interface WatchedUpload {
  readonly upload: UploadedDocument;
  readonly job: JobItem | undefined;
}

/** What the watch needs from the pipeline and tells to the screen. */
export interface JobWatch {
  readonly clock: Clock;
  /** Looks up a job that has not been found yet. */
  find(upload: UploadedDocument): Promise<JobItem | undefined>;
  /** Reads a job that has. */
  read(jobId: string): Promise<JobItem | undefined>;
  /** Called whenever a job's status, failure or progress is another than before. */
  changed(watched: WatchedUpload): void;
  /** Between two looks, in milliseconds. */
  readonly intervalMs: number;
  /** When to stop waiting. */
  readonly deadline: Date;
}

/** Looks that are under way at one time: enough for a local table, few enough for a deployed one. */
const concurrentReads = 16;

/** Waits until `isSettled` holds for every job or the deadline has passed. */
export async function watchJobs(
  uploads: readonly WatchedUpload[],
  watch: JobWatch,
  isSettled: (job: JobItem) => boolean,
): Promise<WatchedUpload[]> {
  let watched = [...uploads];
  for (;;) {
    watched = await inParallel(watched, concurrentReads, async (before) => {
      if (before.job !== undefined && isSettled(before.job)) return before;
      const after = await look(before, watch);
      if (isNews(before, after)) watch.changed(after);
      return after;
    });
    if (watched.every(({ job }) => job !== undefined && isSettled(job))) return watched;
    if (watch.clock.now() >= watch.deadline) return watched;
    await watch.clock.wait(watch.intervalMs);
  }
}

function isNews({ job: before }: WatchedUpload, { job: after }: WatchedUpload): boolean {
  // A try that fails between two looks leaves the job in the state it was in, with a cause.
  return (
    before?.status !== after?.status ||
    before?.error?.code !== after?.error?.code ||
    !isDeepStrictEqual(before?.progress, after?.progress)
  );
}

async function look({ upload, job }: WatchedUpload, watch: JobWatch): Promise<WatchedUpload> {
  const found = job === undefined ? await watch.find(upload) : await watch.read(job.jobId);
  return { upload, job: found };
}

/** Nothing moves it on while somebody waits. */
export function hasEnded(job: JobItem): boolean {
  return isFinal(job.status) || job.status === 'HELD';
}

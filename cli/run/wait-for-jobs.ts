import type { Lane } from '../../shared/job/lane.ts';
import type { Deployment } from '../deployment/deployment.ts';
import { findJobOfUpload } from '../jobs/find-job-of-upload.ts';
import type { JobItem } from '../jobs/job-item.ts';
import { readJobInPlace } from '../jobs/job-table-reads.ts';
import { hasEnded, watchJobs, type WatchedUpload } from '../jobs/watch-jobs.ts';
import { progressText } from '../output/progress-text.ts';
import type { RetryCauses } from '../output/retry-causes.ts';
import { startProgress } from '../output/start-progress.ts';
import type { Terminal } from '../output/terminal.ts';
import { systemClock } from '../../shared/adapters/system/system-clock.ts';
import type { UploadedDocument } from '../uploads/upload-file.ts';

/** Uploads whose jobs somebody waits for. */
export interface AwaitedUploads {
  readonly uploads: readonly WatchedUpload[];
  readonly lane: Lane;
  readonly deadline: Date;
  /** Whether what is told of a document names its analysis: where several run. */
  readonly namesAnalysis: boolean;
  /** Remembers what has been said of tries that failed. */
  readonly causes: RetryCauses;
}

/** Between two looks: a local pipeline costs nothing to ask, a deployed one is asked less often. */
const localIntervalMs = 100;
const stackIntervalMs = 1500;

/**
 * Waits until every job has ended, or is held, or the deadline has passed.
 *
 * Jobs of the nightly lane are waited for until all are held back; then the night is released, if
 * that is ours to do, and waited for.
 */
export async function waitForJobs(
  deployment: Deployment,
  { uploads, lane, deadline, namesAnalysis, causes }: AwaitedUploads,
  terminal: Terminal,
): Promise<WatchedUpload[]> {
  const textOf = (one: WatchedUpload) => progressText(one, namesAnalysis);
  const waitUntil = async (
    isSettled: (job: JobItem) => boolean,
    before: readonly WatchedUpload[],
  ): Promise<WatchedUpload[]> => {
    const progress = await startProgress(before, { terminal, describe: textOf });
    try {
      const watch = {
        clock: systemClock,
        find: async (upload: UploadedDocument) => findJobOfUpload(deployment, upload),
        read: async (jobId: string) => readJobInPlace(deployment, jobId),
        changed: (one: WatchedUpload) => {
          progress.changed(one);
          const cause = causes(one);
          if (cause !== undefined) progress.explain(one, cause);
        },
        intervalMs: deployment.kind === 'stack' ? stackIntervalMs : localIntervalMs,
        deadline,
      };
      return await watchJobs(before, watch, isSettled);
    } finally {
      await progress.end();
    }
  };

  if (lane === 'now') return waitUntil(hasEnded, uploads);

  const held = await waitUntil((job) => job.status === 'WAITING' || hasEnded(job), uploads);
  const waiting = held.filter(({ job }) => job?.status === 'WAITING').length;
  if (waiting === 0 || systemClock.now() >= deadline) return held;
  if (deployment.releaseNight === undefined) {
    terminal.note(`${documents(waiting)} held for the night: the pipeline's own schedule releases`);
    return held;
  }
  terminal.note(`${documents(waiting)} held for the night; releasing now`);
  await deployment.releaseNight();
  return waitUntil(hasEnded, held);
}

function documents(count: number): string {
  return count === 1 ? '1 document' : `${count} documents`;
}

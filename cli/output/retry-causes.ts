import type { WatchedUpload } from '../jobs/watch-jobs.ts';
import { isTriedAgain } from './progress-text.ts';

/** Says why a job is tried again, and that only where it has not been said; else `undefined`. */
export type RetryCauses = (watched: WatchedUpload) => string | undefined;

/**
 * Why jobs are tried again, with what a person can do about it: a code alone would be all that is
 * seen until the last try. Told once a code, since what stops one document stops all of them.
 */
export function retryCauses(): RetryCauses {
  const told = new Set<string>();
  return ({ job }) => {
    if (job === undefined || job.error === null || !isTriedAgain(job)) return undefined;
    const { code, message } = job.error;
    if (told.has(code)) return undefined;
    told.add(code);
    return `${code}: ${message}`;
  };
}

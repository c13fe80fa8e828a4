import type { Job } from './job.ts';

/** Whether another job took this one's place: then it is that one which counts. */
export function isReplaced({ status, error }: Pick<Job, 'status' | 'error'>): boolean {
  return status === 'CANCELLED' && error?.code === 'REVISION_REPLACED';
}

import type { JobItem } from './job-item.ts';

/** When a queued job may be run at the earliest, if it was put off; once it is run nothing says so. */
export function putOffUntil({ status, notBefore }: JobItem): string | null {
  return status === 'QUEUED' ? notBefore : null;
}

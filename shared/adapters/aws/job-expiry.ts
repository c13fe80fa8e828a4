import { isFinal, type JobStatus } from '../../job/job-status.ts';
import { jobTableKeys } from '../../job/job-table.ts';
import { expiryAfter } from './expiry-after.ts';

/**
 * When DynamoDB forgets a job, in seconds since 1970: so many days after it ended, and never while it
 * may go on. Nothing where the state does not change.
 *
 * @param retentionDays 0: for ever
 */
export function expiryOf(
  { status, changedAt }: { readonly status?: JobStatus; readonly changedAt: string },
  retentionDays: number,
): Record<string, number | undefined> {
  if (status === undefined) return {};
  const isKept = retentionDays === 0 || !isFinal(status);
  return {
    [jobTableKeys.timeToLive]: isKept ? undefined : expiryAfter(changedAt, retentionDays),
  };
}

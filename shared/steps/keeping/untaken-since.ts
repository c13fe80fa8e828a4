import type { Job } from '../../job/job.ts';

/**
 * Since when no worker takes a queued job, as ISO time: from when on one could have, however often it was
 * sent again since. `null` where it was not sent again yet: it may have waited in a backlog till now.
 */
export function untakenSince({
  queuedAt,
  notBefore,
  changedAt,
}: Pick<Job, 'queuedAt' | 'notBefore' | 'changedAt'>): string | null {
  const sent = queuedAt ?? changedAt;
  const due = notBefore !== null && notBefore > sent ? notBefore : sent;
  return changedAt > due ? due : null;
}

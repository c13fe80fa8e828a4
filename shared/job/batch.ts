import * as z from 'zod';

/** One night's release and what is known of it so far. */
export const batchSchema = z.object({
  batchId: z.string(),
  /** Who releases, until when. */
  owner: z.string().nullable().default(null),
  leaseUntil: z.string().nullable().default(null),
  startedAt: z.string(),
  /** A cache: what counts are the jobs that carry the batch's id. */
  releasedJobs: z.number().int(),
});

export type Batch = z.output<typeof batchSchema>;

/**
 * The batch of a night, named for the local date on which it began: `night-2026-05-01`.
 *
 * @param timeZone IANA name, for example `Europe/Warsaw`
 */
export function batchIdOf(scheduledTime: Date, timeZone: string): string {
  const date = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' });
  return `night-${date.format(scheduledTime)}`;
}

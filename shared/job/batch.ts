import * as z from 'zod';

/** One night's release and what is known of it so far. */
export const batchSchema = z.object({
  batchId: z.string(),
  /** Who releases, until when. */
  owner: z.string().nullable().default(null),
  leaseUntil: z.string().nullable().default(null),
  /** When the release began: the first, or one after it was finished. */
  startedAt: z.string(),
  /** A cache: what counts are the jobs that carry the batch's id. */
  releasedJobs: z.number().int(),
});

export type Batch = z.output<typeof batchSchema>;

/**
 * How long a night lasts, in milliseconds: what is released in the evening should be done in the morning.
 */
export const nightMs = 8 * 3_600_000;

/** Whether the night is over, so that what still waits waits for the next one. */
export function isOver({ startedAt }: Batch, now: Date): boolean {
  return now.getTime() - Date.parse(startedAt) > nightMs;
}

/**
 * The batch of a night, named for the local date on which it began: `night-2026-05-01`.
 *
 * @param timeZone IANA name, for example `Europe/Warsaw`
 */
export function batchIdOf(scheduledTime: Date, timeZone: string): string {
  const date = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' });
  return `night-${date.format(scheduledTime)}`;
}

/**
 * The longest time that anybody waits because a provider asks for it, and that a job waits for a
 * provider which takes none of its calls, in milliseconds. One that means another unit, or a date,
 * would else stop every job for years.
 */
export const longestProviderWaitMs = 24 * 3_600_000;

/** What is added to a wait is a tenth of it, but no less and no more than this, in milliseconds. */
const shortestJitterMs = 1_000;
const longestJitterMs = 60_000;

/**
 * A wait that everybody was asked for, and a little more by chance: so that not all come back in the
 * same moment, and nobody before it.
 *
 * @param random a number from 0 to below 1
 */
export function withJitter(waitMs: number, random: () => number): number {
  return waitMs + random() * Math.min(longestJitterMs, Math.max(shortestJitterMs, waitMs / 10));
}

import { failureOf } from '../failure/failure-of.ts';
import { ServiceUnavailable } from '../failure/service-errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';

/** The first pause between two tries, doubled each time up to the longest, in milliseconds. */
const firstPauseMs = 1_000;
const longestPauseMs = 15_000;

/**
 * Does something that nobody else can do later, again and again while a service of AWS is away, as long
 * as there is time for it.
 *
 * @throws {unknown} what the last try threw; at once where that is no outage
 */
export async function outlastOutage<Result>(
  work: () => Promise<Result>,
  { until, clock, log }: { readonly until: Date; readonly clock: Clock; readonly log: Log },
): Promise<Result> {
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(longestPauseMs, 2 * pauseMs)) {
    try {
      return await work();
    } catch (error) {
      const isTimeUp = clock.now().getTime() + pauseMs > until.getTime();
      const failure = failureOf(error);
      if (isTimeUp || !(failure instanceof ServiceUnavailable)) throw error;
      log.warn('waiting for a service', { problem: failure.message, pauseMs });
      await clock.wait(pauseMs);
    }
  }
}

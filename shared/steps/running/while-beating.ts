import { beatMs } from '../../job/lease.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';

interface Beating {
  readonly clock: Clock;
  readonly log: Log;
  /** Renews what is held. An error it throws is logged, and the next beat tries again. */
  readonly beat: () => Promise<void>;
}

/** Does `work`, and renews what it holds every 20 seconds until it has ended. */
export async function whileBeating<Result>(
  { clock, log, beat }: Beating,
  work: () => Promise<Result>,
): Promise<Result> {
  const ended = new AbortController();
  const beating = beatUntil(ended.signal);
  try {
    return await work();
  } finally {
    ended.abort();
    // A beat that hangs must not hold up what has ended; one that is not under way ends at once.
    await Promise.race([beating, clock.wait(0)]);
  }

  async function beatUntil(signal: AbortSignal): Promise<void> {
    for (;;) {
      await clock.wait(beatMs, signal);
      if (signal.aborted) return;
      try {
        await beat();
      } catch (error) {
        log.error('beat failed', error);
      }
    }
  }
}

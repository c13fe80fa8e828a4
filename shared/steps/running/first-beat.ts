import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';

/** With the pauses below a quarter of a minute. */
const tries = 5;
const firstPauseMs = 1_000;

/**
 * Holds what is to be worked on before the work begins, with patience: what is not held when the work
 * fails comes back only after the queue's own visibility timeout, which is an hour and a half. Where
 * nothing helps the work begins all the same, and the next beat tries again.
 */
export async function firstBeat(beating: {
  readonly clock: Clock;
  readonly log: Log;
  readonly beat: () => Promise<void>;
}): Promise<void> {
  const { clock, log, beat } = beating;
  for (let attempt = 1; attempt <= tries; attempt += 1) {
    try {
      await beat();
      return;
    } catch (error) {
      log.error('first beat failed', error, { attempt });
      if (attempt < tries) await clock.wait(firstPauseMs * 2 ** (attempt - 1));
    }
  }
}

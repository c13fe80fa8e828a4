import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import { withPatience } from '../with-patience.ts';

/** With their pauses a quarter of a minute. */
const tries = 5;

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
  try {
    await withPatience(beating.beat, { tries, event: 'first beat failed' }, beating);
  } catch {
    // It is logged, and no reason to leave the work.
  }
}

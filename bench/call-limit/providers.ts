import { ModelThrottled, ModelUnavailable } from '../../shared/failure/model-errors.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import type { Random } from '../../test/fuzz/random.ts';

/** A simulated provider: takes a call, or throws `ModelThrottled`. */
export type Provider = (clock: Clock, random: Random) => () => Promise<string>;

const refusal = new ModelThrottled('too many requests');

/** Takes so many calls at once. */
export function crowded(callsAtOnce: number, callMs: number): Provider {
  return (clock) => {
    let inFlight = 0;
    return async () => {
      if (inFlight >= callsAtOnce) throw refusal;
      inFlight += 1;
      await clock.wait(callMs);
      inFlight -= 1;
      return 'answer';
    };
  };
}

/** Refuses a share of the calls, whatever is sent. */
export function moody(refusedShare: number, callMs: number): Provider {
  return (clock, random) => async () => {
    if (random.fraction() < refusedShare) throw refusal;
    await clock.wait(callMs);
    return 'answer';
  };
}

/**
 * Takes so many calls a second, with bursts of ten: a token bucket.
 *
 * @param countsRefused whether a refused call uses up a token too, down to ten below nothing
 */
export function rated(
  perSecond: number,
  { callMs, countsRefused }: { readonly callMs: number; readonly countsRefused: boolean },
): Provider {
  const burst = 10;
  return (clock) => {
    let tokens = burst;
    let filledAt = clock.now().getTime();
    return async () => {
      const now = clock.now().getTime();
      tokens = Math.min(burst, tokens + ((now - filledAt) / 1_000) * perSecond);
      filledAt = now;
      if (tokens < 1) {
        if (countsRefused) tokens = Math.max(-burst, tokens - 1);
        throw refusal;
      }
      tokens -= 1;
      await clock.wait(callMs);
      return 'answer';
    };
  };
}

/** Takes so many calls in each minute by the clock, and refuses the rest. */
export function perMinute(callsPerMinute: number, callMs: number): Provider {
  return (clock) => {
    let minute = 0;
    let taken = 0;
    return async () => {
      const now = Math.floor(clock.now().getTime() / 60_000);
      if (now !== minute) taken = 0;
      minute = now;
      if (taken >= callsPerMinute) throw refusal;
      taken += 1;
      await clock.wait(callMs);
      return 'answer';
    };
  };
}

/** Takes a call where fewer than so many came in the minute before it, taken or refused. */
export function perMinuteWithRefused(callsPerMinute: number, callMs: number): Provider {
  return (clock) => {
    let cameAt: number[] = [];
    return async () => {
      const now = clock.now().getTime();
      cameAt = [...cameAt.filter((at) => at > now - 60_000), now];
      if (cameAt.length > callsPerMinute) throw refusal;
      await clock.wait(callMs);
      return 'answer';
    };
  };
}

/** Refuses every call that begins during an outage, after a tenth of a second; earlier ones are answered. */
export function down(outage: {
  readonly fromMs: number;
  readonly forMs: number;
  readonly callMs: number;
}): Provider {
  return (clock) => {
    const startedAt = clock.now().getTime();
    return async () => {
      const sinceMs = clock.now().getTime() - startedAt - outage.fromMs;
      if (sinceMs >= 0 && sinceMs < outage.forMs) {
        await clock.wait(100);
        throw new ModelUnavailable('HTTP 503');
      }
      await clock.wait(outage.callMs);
      return 'answer';
    };
  };
}

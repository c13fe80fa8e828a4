import type { ScheduleClock } from '../schedule-clock.ts';
import type { InvocationResult } from './invocation-result.ts';
import type { LocalFunction } from './local-function.ts';

/** How a function is invoked by somebody who does not wait for its answer. */
export interface AsynchronousInvocation {
  readonly target: LocalFunction;
  readonly event: unknown;
  /** Tries after the first that failed, 0 to 2. */
  readonly retries: number;
  readonly clock: ScheduleClock;
  /** Told of the last failure when no try is left. */
  readonly gaveUp: (error: InvocationResult & { ok: false }) => void;
}

/** Lambda waits a minute before the second try and two before the third. */
const minuteMs = 60_000;

/**
 * Invokes as Lambda does for asynchronous events: what fails is tried again later, by `clock`.
 *
 * @returns the result of the first try, and what cancels the later ones
 */
export function invokeAsynchronously(invocation: AsynchronousInvocation): {
  readonly first: Promise<InvocationResult>;
  readonly cancel: () => void;
} {
  const { target, event, retries, clock, gaveUp } = invocation;
  let cancelTimer: (() => void) | undefined;
  let isCancelled = false;

  const attempt = async (tries: number): Promise<InvocationResult> => {
    const result = await target.invoke(event);
    if (result.ok || isCancelled) return result;
    if (tries > retries) {
      gaveUp(result);
    } else {
      const next = new Date(clock.now().getTime() + tries * minuteMs);
      cancelTimer = clock.at(next, () => void attempt(tries + 1));
    }
    return result;
  };
  return {
    first: attempt(1),
    cancel: () => {
      isCancelled = true;
      cancelTimer?.();
    },
  };
}

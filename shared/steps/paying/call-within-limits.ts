import { callCeiling } from '../../extraction/call-limit.ts';
import type { ModelChoice } from '../../extraction/model-choice.ts';
import { longestProviderWaitMs } from '../../extraction/provider-wait.ts';
import { ModelCallError, ModelThrottled, ModelUnavailable } from '../../failure/model-errors.ts';
import type { CallLimits } from '../../ports/call-limits.ts';
import { type BreakerPorts, closeBreakers, openBreaker, passBreakers } from './pass-breakers.ts';
import { ShareOfCalls } from './share-of-calls.ts';

export interface LimitPorts extends BreakerPorts {
  /** This worker's share of what each provider takes at once. */
  readonly shareOf: (choice: ModelChoice) => ShareOfCalls;
  /** A number from 0 to below 1. */
  readonly random: () => number;
}

/** A call to be made when the provider takes it. */
export interface LimitedCall<Answer> {
  readonly choice: ModelChoice;
  readonly jobId: string;
  /**
   * When the provider last forbade a call of the job in a way that may be about it alone.
   *
   * @default it never did
   */
  readonly forbiddenAt?: string | undefined;
  /** When the call has to begin at the latest, to be answered in time. */
  readonly latestStart: Date;
  /** Aborted when what becomes of the call is of no interest any more. */
  readonly signal: AbortSignal;
  /** Aborted when the call is not to be made any more, though one under way counts. */
  readonly waiting: AbortSignal;
  /**
   * Asked before the call counts as a try of an open breaker, which would be spent without a call.
   *
   * @throws {Error} where the call is not to be made after all
   */
  readonly confirm: () => void;
  /** Makes the call once; a call that was refused is made again. */
  readonly send: () => Promise<Answer>;
}

/** How often a call is sent before its job goes back to the queue. */
const triesInOneGo = 5;

/** Longest first pause after a refusal, doubled each time, in milliseconds. */
const firstPauseMs = 1_000;
const longestPauseMs = 60_000;

/**
 * Makes a call when the provider takes it and this worker's share allows it, and makes it again where
 * it was refused without being billed, as long as there is time.
 *
 * @throws {Error} the reason of `waiting` where it is aborted before the call
 * @throws {ProviderRefuses} where the provider refuses all calls: then the job is held
 * @throws {ModelRequestForbidden} where it forbids those of this job alone
 * @throws {ProviderBusy} {@link TimeIsShort} {@link ModelCallError} where the job has to come back later
 */
export async function callWithinLimits<Answer>(
  call: LimitedCall<Answer>,
  ports: LimitPorts,
): Promise<Answer> {
  const { waiting, latestStart } = call;
  for (let tries = 1; ; tries += 1) {
    const pauseMs = pauseAfter(tries, ports);
    try {
      return await callOnce(call, pauseMs, ports);
    } catch (error) {
      if (!mayPass(error) || tries === triesInOneGo || waiting.aborted) throw error;
      // The wait that the provider asks for is the share's, so that it ends where somebody lifts it.
      if (ports.clock.now().getTime() + error.askedWaitMs > latestStart.getTime()) throw error;
    }
  }
}

/** Milliseconds; all of it is chance, so that calls which were refused together do not come back together. */
function pauseAfter(tries: number, { random }: LimitPorts): number {
  return random() * Math.min(longestPauseMs, firstPauseMs * 2 ** (tries - 1));
}

async function callOnce<Answer>(
  call: LimitedCall<Answer>,
  pauseMs: number,
  ports: LimitPorts,
): Promise<Answer> {
  const { choice, signal, waiting } = call;
  const place = await ports.shareOf(choice).enter(call.latestStart, waiting);
  const calledAt = ports.clock.now();
  let answered = false;
  try {
    call.confirm();
    const tried = await passBreakers(call, ports);
    const answer = await call.send();
    answered = true;
    await closeBreakers(tried, 'answer', ports);
    return answer;
  } catch (error) {
    if (!(error instanceof ModelCallError)) throw error;
    if (mayPass(error) && !signal.aborted) {
      warnIfCut(error, call, ports);
      await place.refused({ startedAt: calledAt, retryAfterMs: error.askedWaitMs });
      // In its place: given back at once, the next in line would be refused as quickly. Where the
      // provider asks for a longer wait, everybody keeps to that.
      if (error.askedWaitMs <= pauseMs) await ports.clock.wait(pauseMs, waiting);
    }
    const refused = { choice, calledAt, forbiddenAt: call.forbiddenAt ?? null };
    throw (await openBreaker(error, refused, ports)) ?? error;
  } finally {
    await place.leave(answered);
  }
}

function warnIfCut(
  { retryAfterMs }: ModelCallError,
  { choice }: { readonly choice: ModelChoice },
  { log }: LimitPorts,
): void {
  if (retryAfterMs === null || retryAfterMs <= longestProviderWaitMs) return;
  const waitMs = longestProviderWaitMs;
  log.warn('asked wait cut', { provider: choice.providerIdentity, retryAfterMs, waitMs });
}

/** Refused without being billed, and perhaps taken later. */
function mayPass(error: unknown): error is ModelThrottled | ModelUnavailable {
  return error instanceof ModelThrottled || error instanceof ModelUnavailable;
}

/** Keeps one share a provider for all calls of a worker. */
export function sharesOfCalls(
  {
    limits,
    ...ports
  }: Pick<LimitPorts, 'clock' | 'log' | 'random'> & { readonly limits: CallLimits },
  worker: string,
): LimitPorts['shareOf'] {
  const shares = new Map<string, ShareOfCalls>();
  return ({ provider, providerIdentity }) => {
    const known = shares.get(providerIdentity);
    if (known !== undefined) return known;
    const ceiling = callCeiling(provider);
    const share = new ShareOfCalls({
      limits,
      provider: providerIdentity,
      ceiling,
      worker,
      ...ports,
    });
    shares.set(providerIdentity, share);
    return share;
  };
}

import {
  type Breaker,
  breakerOf,
  forbiddenRequest,
  mayBeOfRequest,
  passageOf,
  probed,
  reasonToHold,
  scopesOf,
} from '../../extraction/breaker.ts';
import type { ModelChoice } from '../../extraction/model-choice.ts';
import type { ModelCallError, ModelRequestForbidden } from '../../failure/model-errors.ts';
import { ProviderRefuses } from '../../failure/provider-errors.ts';
import type { Breakers, ClosedBy } from '../../ports/breakers.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';

export interface BreakerPorts {
  readonly breakers: Breakers;
  readonly clock: Clock;
  readonly log: Log;
}

/** Who calls whom. */
export interface Caller {
  readonly choice: ModelChoice;
  readonly jobId: string;
}

/** A call that was refused. */
export interface RefusedCaller {
  readonly choice: ModelChoice;
  /** When the call began. */
  readonly calledAt: Date;
  /** When the provider last forbade a call of the job that may have been about it alone. */
  readonly forbiddenAt: string | null;
}

/**
 * Lets a call pass, unless a breaker is open; where it is time to try, one job may.
 *
 * @returns the open breakers that this call tries; its answer closes them
 * @throws {ProviderRefuses}
 */
export async function passBreakers(
  { choice, jobId }: Caller,
  { breakers, clock }: BreakerPorts,
): Promise<readonly Breaker[]> {
  const open = await findOpen(scopesOf(choice), breakers);
  const now = clock.now();
  const passages = open.map((breaker) => passageOf(breaker, jobId, now));
  for (const [index, breaker] of open.entries()) {
    if (passages[index] === 'none') throw refusalOf(breaker);
  }
  for (const [index, breaker] of open.entries()) {
    if (passages[index] === 'free' || (await breakers.probe(breaker, probed(breaker, jobId, now))))
      continue;
    // Another part of this job may have been quicker: then the try is the job's all the same.
    const latest = (await breakers.get(breaker.scope)) ?? breaker;
    if (passageOf(latest, jobId, now) !== 'free') throw refusalOf(latest);
  }
  return open;
}

/** The breakers of these scopes that are open. */
export async function findOpen(
  scopes: readonly string[],
  breakers: Pick<Breakers, 'get'>,
): Promise<readonly Breaker[]> {
  const found = await Promise.all(scopes.map((scope) => breakers.get(scope)));
  return found.flatMap((breaker) => (breaker?.open === true ? [breaker] : []));
}

/** What keeps a job from calling without being the one that tries; `null` where nothing does. */
export async function findRefusal(
  { choice, jobId }: Caller,
  { breakers, clock }: Pick<BreakerPorts, 'breakers' | 'clock'>,
): Promise<ProviderRefuses | null> {
  const found = await Promise.all(scopesOf(choice).map((scope) => breakers.get(scope)));
  const closed = found.find(
    (breaker) => breaker !== undefined && passageOf(breaker, jobId, clock.now()) !== 'free',
  );
  return closed === undefined ? null : refusalOf(closed);
}

/** Closes breakers, such as an answered call has tried; where that fails, the next answer does. */
export async function closeBreakers(
  open: readonly Breaker[],
  by: ClosedBy,
  { breakers, clock, log }: BreakerPorts,
): Promise<void> {
  for (const breaker of open) {
    const { scope } = breaker;
    try {
      if (await breakers.close(breaker, clock.now(), by)) log.info('breaker closed', { scope });
    } catch (error) {
      log.error('breaker not closed', error, { scope });
    }
  }
}

/**
 * Opens the breaker that a failed call belongs to.
 *
 * @returns why the job is held now, or fails where the refusal is its alone; `null` where the failure
 *   is of another kind
 */
export async function openBreaker(
  failure: ModelCallError,
  { choice, calledAt, forbiddenAt }: RefusedCaller,
  { breakers, clock, log }: BreakerPorts,
): Promise<ProviderRefuses | ModelRequestForbidden | null> {
  const breaker = breakerOf(failure, choice, clock.now());
  if (breaker === null) return null;
  const { scope, code } = breaker;
  try {
    const forbidden =
      forbiddenAt === null
        ? null
        : forbiddenRequest(failure, forbiddenAt, await breakers.get(scope));
    if (forbidden !== null) return forbidden;
    if (await breakers.open(breaker, calledAt)) log.warn('breaker opened', { scope, code });
  } catch (error) {
    // The job is held none the less; as nothing holds it, the keeper soon lets it try again.
    log.error('breaker not opened', error, { scope });
  }
  return refusalOf(breaker, failure);
}

function refusalOf(breaker: Breaker, cause?: ModelCallError): ProviderRefuses {
  const { scope, problem } = breaker;
  const forbiddenBy = cause !== undefined && mayBeOfRequest(cause) ? [scope] : [];
  return new ProviderRefuses(
    { scopes: [scope], reason: reasonToHold(breaker), problem, forbiddenBy },
    { cause },
  );
}

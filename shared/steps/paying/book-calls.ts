import type { Claim } from '../../extraction/claim.ts';
import { callsLostBy, lostCallsAllowed } from '../../extraction/lost-calls.ts';
import { CallOutOfTime, ExchangeBusy } from '../../failure/job-errors.ts';
import { type ModelCallError, ModelCallsLost } from '../../failure/model-errors.ts';
import { lineOfLostCall, unbilled } from '../../money/ledger-line.ts';
import { type Ask, type AskPorts, tellIfOwn } from './ask.ts';

/** What is asked, under a claim, and with what. */
export interface Payment {
  readonly ask: Ask;
  readonly ports: AskPorts;
}

/**
 * Books the calls that got lost before.
 *
 * @throws {ModelCallsLost} when the job has lost too many of them
 * @throws {CallOutOfTime} when one of them was cut by our own deadline
 */
export async function bookLostCalls(claim: Claim, { ask, ports }: Payment): Promise<void> {
  for (const call of claim.lostCalls) {
    await ports.ledger.write(lineOfLostCall(claim.requestHash, call));
    tellIfOwn(claim.requestHash, call, ask);
  }
  if (claim.lostCalls.some(({ outOfTime }) => outOfTime)) throw new CallOutOfTime();
  const lost = callsLostBy(ask.job.jobId, claim);
  if (lost >= lostCallsAllowed * (1 + ask.job.retries)) throw new ModelCallsLost(lost);
}

/**
 * Opens the claim of a call, and books the call as lost until its answer is kept: whatever dies from
 * here on, no call that may have been billed is missing from the ledger. Where this fails its line may
 * be there all the same: the next call has its number, and writes over it.
 *
 * @throws {ExchangeBusy} where the claim was lost while the call had to wait
 */
export async function openBooks(held: Claim, { claims, ledger, clock }: AskPorts): Promise<Claim> {
  const claim = await claims.open(held, clock.now().toISOString());
  if (claim === null) throw new ExchangeBusy(held.until);
  await ledger.write(lineOfLostCall(claim.requestHash, claim.current));
  return claim;
}

/** Says of a call that failed what is known of its price. */
export async function bookFailedCall(
  error: ModelCallError,
  claim: Claim,
  { ask, ports }: Payment,
): Promise<void> {
  if (error.maybeBilled) {
    tellIfOwn(claim.requestHash, claim.current, ask);
    return;
  }
  await ports.ledger.write(unbilled(lineOfLostCall(claim.requestHash, claim.current)));
  // It may wait long before it is sent again, and whoever dies meanwhile has lost nothing.
  await ports.claims.close(claim);
}

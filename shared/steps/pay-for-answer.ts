import type { Claim } from '../extraction/claim.ts';
import type { Exchange } from '../extraction/exchange.ts';
import { ModelCallError, ModelCallsLost } from '../failure/model-errors.ts';
import { costOfCall } from '../money/cost-of-call.ts';
import { lineOfLostCall, unbilled } from '../money/ledger-line.ts';
import { type Ask, type AskPorts, reasonOf, replay, tellIfOwn } from './ask.ts';
import { storeExchange } from './store-exchange.ts';
import { whileBeating } from './while-beating.ts';

interface Payment {
  readonly ask: Ask;
  readonly ports: AskPorts;
  readonly maxOutputTokens: number;
}

/**
 * Asks the model under a claim, and keeps what it answers.
 *
 * @throws {ModelCallError} when the call failed
 * @throws {ModelCallsLost} when too many calls for the same request brought nothing
 */
export async function payFor(claim: Claim, payment: Payment): Promise<Exchange> {
  const { ask, ports } = payment;
  // The last holder may have stored its answer between our look and our claim.
  const kept = await ports.exchanges.get(claim.requestHash);
  if (kept !== undefined) {
    await ports.claims.settle(claim, 'unmade');
    return replay(kept, ask);
  }
  await openBooks(claim, payment);
  const exchange = await whileBeating(
    { clock: ports.clock, log: ports.log, beat: () => ports.claims.renew(claim) },
    () => callModel(claim, payment),
  );
  await storeExchange(exchange, ports);
  await ports.claims.settle(claim, 'known');
  return exchange;
}

/** More than network trouble explains: the request itself kills who asks it. */
const lostCallsAllowed = 3;

/**
 * Books the calls that got lost before, and this one as lost too until its answer is kept: whatever
 * dies from here on, no call that may have been billed is missing from the ledger.
 *
 * @throws {ModelCallsLost}
 */
async function openBooks(claim: Claim, { ask, ports }: Payment): Promise<void> {
  try {
    for (const call of claim.lostCalls) {
      await ports.ledger.write(lineOfLostCall(claim.requestHash, call));
      tellIfOwn(call, ask);
    }
    if (claim.lostCalls.length >= lostCallsAllowed)
      throw new ModelCallsLost(claim.lostCalls.length);
    await ports.ledger.write(lineOfLostCall(claim.requestHash, claim.current));
  } catch (error) {
    // Its line may be there all the same: the next call has its number, and writes over it.
    await ports.claims.settle(claim, 'unmade');
    throw error;
  }
}

async function callModel(
  claim: Claim,
  { ask, ports, maxOutputTokens }: Payment,
): Promise<Exchange> {
  const { choice } = ask.question;
  const startedAt = ports.clock.now();
  try {
    const { text, ...answer } = await ports.model.answer({
      choice,
      prompt: ask.prompt,
      schema: ask.schema,
      maxOutputTokens,
      signal: ask.signal,
    });
    const completedAt = ports.clock.now();
    const { provider, model } = choice;
    return {
      schemaVersion: 1,
      requestHash: claim.requestHash,
      ask: ask.ask,
      generation: ask.job.generation,
      revision: ask.question.revision,
      thinking: choice.thinking,
      paidBy: claim.current,
      lostCalls: claim.lostCalls,
      answer: text,
      ...answer,
      refusedStructuredOutputs: [...answer.refusedStructuredOutputs],
      cost: costOfCall({
        provider,
        model,
        usage: answer.usage,
        startedAt: new Date(claim.current.startedAt),
      }),
      completedAt: completedAt.toISOString(),
      latencyMs: completedAt.getTime() - startedAt.getTime(),
    };
  } catch (error) {
    if (error instanceof ModelCallError) await bookFailedCall(error, claim, { ask, ports });
    throw ask.signal.aborted ? reasonOf(ask.signal, error) : error;
  }
}

async function bookFailedCall(
  error: ModelCallError,
  claim: Claim,
  { ask, ports }: { readonly ask: Ask; readonly ports: AskPorts },
): Promise<void> {
  if (error.maybeBilled) ask.onLostCall(claim.current);
  else await ports.ledger.write(unbilled(lineOfLostCall(claim.requestHash, claim.current)));
  await ports.claims.settle(claim, error.maybeBilled ? 'unknown' : 'known');
}

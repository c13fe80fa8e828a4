import type { Claim, ClaimFate } from '../../extraction/claim.ts';
import type { Exchange } from '../../extraction/exchange.ts';
import { callsLostBy } from '../../extraction/lost-calls.ts';
import { TimeIsShort } from '../../failure/job-errors.ts';
import { ModelCallCut, ModelCallError } from '../../failure/model-errors.ts';
import { PipelineError } from '../../failure/pipeline-error.ts';
import { costOfCall } from '../../money/cost-of-call.ts';
import { reasonOf, replay, tellIfOwn } from './ask.ts';
import { bookFailedCall, bookLostCalls, openBooks, type Payment } from './book-calls.ts';
import { callWithinLimits } from './call-within-limits.ts';
import { storeExchange } from './store-exchange.ts';
import { whileBeating } from '../running/while-beating.ts';

/**
 * Asks the model under a claim, and keeps what it answers.
 *
 * @throws {ModelCallError} when the call failed
 * @throws {ProviderRefuses} {@link ProviderBusy} {@link TimeIsShort} when it was not made
 * @throws {ExchangeBusy} when it was not made, since another worker took the claim over
 * @throws {ModelCallsLost} when too many calls for the same request brought nothing
 * @throws {CallOutOfTime} when one of them was cut by our own deadline
 */
export async function payFor(claim: Claim, payment: Payment): Promise<Exchange> {
  const { ask, ports } = payment;
  // The last holder may have stored its answer between our look and our claim.
  const kept = await ports.exchanges.get(claim.requestHash);
  if (kept !== undefined) {
    await ports.claims.settle(claim, 'unmade');
    return replay(kept, ask);
  }
  const exchange = await whileBeating(
    { clock: ports.clock, log: ports.log, beat: () => ports.claims.renew(claim) },
    () => callUnderClaim(claim, payment),
  );
  ask.budget?.answered(exchange);
  const wasOurs = await ports.claims.settle(claim, 'known');
  const { requestHash, paidBy } = exchange;
  // Whoever took the claim meanwhile pays for the same answer: the alarm on the paid ratio counts these.
  ports.log.info('answer received', {
    requestHash,
    jobId: paidBy.jobId,
    paidAgain: wasOurs ? 0 : 1,
  });
  return exchange;
}

/** Waits, with the claim but without an open book, until the provider takes the call. */
async function callUnderClaim(held: Claim, payment: Payment): Promise<Exchange> {
  const { ask, ports } = payment;
  const { job, question, latestStart, signal, waiting } = ask;
  // Open from the moment that a call is sent.
  let claim = held;
  try {
    await bookLostCalls(held, payment);
    return await callWithinLimits(
      {
        choice: question.choice,
        jobId: job.jobId,
        forbiddenAt: job.forbiddenBy[question.choice.providerIdentity],
        latestStart,
        signal,
        waiting,
        confirm: () => void ask.roomNow(ask.wantedTokens),
        send: async () => {
          const maxOutputTokens = ask.roomNow(ask.wantedTokens);
          // An earlier try was refused, and its call closed.
          claim = held;
          claim = await openBooks(held, ports);
          const exchange = await callModel(claim, payment, maxOutputTokens);
          // Before anything else is done: it was paid for, and lives nowhere else yet.
          try {
            await storeExchange(exchange, ask.deadline, ports);
          } catch (error) {
            tellIfOwn(claim.requestHash, claim.current, ask);
            throw error;
          }
          return exchange;
        },
      },
      ports,
    );
  } catch (error) {
    if (!claim.open) await ports.claims.settle(claim, 'unmade');
    else if (error instanceof PipelineError) {
      await ports.claims.settle(claim, fateOf(error, signal));
    }
    throw signal.aborted ? reasonOf(signal, error) : error;
  }
}

/** What became of a call that was sent. */
function fateOf(error: PipelineError, signal: AbortSignal): ClaimFate {
  if (!(error instanceof ModelCallError) || !error.maybeBilled) return 'known';
  return signal.reason instanceof TimeIsShort ? 'out-of-time' : 'unknown';
}

async function callModel(
  claim: Claim,
  payment: Payment,
  maxOutputTokens: number,
): Promise<Exchange> {
  const { ask, ports } = payment;
  const { choice } = ask.question;
  const startedAt = ports.clock.now();
  try {
    const { text, ...answer } = await ports.model.answer({
      choice,
      prompt: ask.prompt,
      schema: ask.schema,
      maxOutputTokens,
      signal: ask.signal,
      ...(ask.onProgress === undefined ? {} : { onProgress: ask.onProgress }),
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
    if (error instanceof ModelCallError) await bookFailedCall(error, claim, payment);
    if (!(error instanceof ModelCallCut)) throw error;
    throw error.after(callsLostBy(ask.job.jobId, claim));
  }
}

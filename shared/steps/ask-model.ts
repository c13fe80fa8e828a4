import type { Call, Claim } from '../extraction/claim.ts';
import type { Exchange } from '../extraction/exchange.ts';
import type { Prompt } from '../extraction/prompt.ts';
import type { Question } from '../extraction/question.ts';
import { requestHash } from '../extraction/request-hash.ts';
import { ModelCallError, ModelCallsLost } from '../failure/model-errors.ts';
import { ExchangeBusy, LeaseLost, RequestTooLong } from '../failure/job-errors.ts';
import type { Job } from '../job/job.ts';
import { leaseMs, later } from '../job/lease.ts';
import { costOfCall } from '../money/cost-of-call.ts';
import { lineOfLostCall, unbilled } from '../money/ledger-line.ts';
import type { Clock } from '../ports/clock.ts';
import type { ExchangeClaims } from '../ports/exchange-claims.ts';
import type { ExchangeStore } from '../ports/exchange-store.ts';
import type { LanguageModel } from '../ports/language-model.ts';
import type { Ledger } from '../ports/ledger.ts';
import type { Log } from '../ports/log.ts';
import { storeExchange } from './store-exchange.ts';
import { whileBeating } from './while-beating.ts';

export interface AskPorts {
  readonly model: LanguageModel;
  readonly exchanges: ExchangeStore;
  readonly claims: ExchangeClaims;
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly log: Log;
}

export interface Ask {
  readonly job: Job;
  readonly owner: string;
  readonly question: Question;
  readonly prompt: Prompt;
  /** Counts how often the question was asked because an answer was of no use, from 1. */
  readonly ask: number;
  /** Room that the answer is to have, in tokens. */
  readonly wantedTokens: number;
  /**
   * What there is of it in the time that is left at the moment of the call.
   *
   * @throws {TimeIsShort}
   */
  readonly roomNow: (wantedTokens: number) => number;
  /** Aborted with `LeaseLost`, or with `RequestTooLong` when the time is up. */
  readonly signal: AbortSignal;
  /** Told of each call of this job that may have been billed without an answer. */
  readonly onLostCall: (call: Call) => void;
}

/** How long to wait between looks for the answer that another worker is paying for. */
const lookAgainMs = 1_000;

/**
 * Brings the answer to a question: the kept one if there is one, whoever paid for it; else that of
 * the worker who is asking now; else asks.
 *
 * @throws {ModelCallError} when the call failed
 * @throws {ExchangeBusy} when another worker's claim ran out while we waited for its answer
 */
export async function askModel(ask: Ask, ports: AskPorts): Promise<Exchange> {
  const { question, prompt, job } = ask;
  const hash = requestHash({
    choice: question.choice,
    prompt,
    wantedTokens: ask.wantedTokens,
    ask: ask.ask,
    generation: job.generation,
  });
  const kept = await ports.exchanges.get(hash);
  if (kept !== undefined) return replay(kept, ask);

  const maxOutputTokens = ask.roomNow(ask.wantedTokens);
  const now = ports.clock.now();
  const claimed = await ports.claims.take({
    requestHash: hash,
    owner: ask.owner,
    until: later(now, leaseMs),
    call: {
      jobId: job.jobId,
      analysis: job.analysis,
      provider: question.choice.provider,
      model: question.choice.model,
      startedAt: now.toISOString(),
    },
  });
  if (!claimed.taken) return awaitAnswerOfOther(hash, { ask, ports, until: claimed.until });
  return payFor(claimed.claim, { ask, ports, maxOutputTokens });
}

function replay(exchange: Exchange, ask: Ask): Exchange {
  for (const call of exchange.lostCalls) tellIfOwn(call, ask);
  return exchange;
}

function tellIfOwn(call: Call, { job, onLostCall }: Ask): void {
  if (call.jobId === job.jobId) onLostCall(call);
}

async function awaitAnswerOfOther(
  hash: string,
  { ask, ports, until }: { readonly ask: Ask; readonly ports: AskPorts; readonly until: string },
): Promise<Exchange> {
  while (ports.clock.now().toISOString() < until) {
    await ports.clock.wait(lookAgainMs, ask.signal);
    if (ask.signal.aborted) throw stoppedWaiting(ask.signal, until);
    const exchange = await ports.exchanges.get(hash);
    if (exchange !== undefined) return replay(exchange, ask);
  }
  throw new ExchangeBusy(until);
}

/** Out of time for waiting is not out of time for an answer: the job waits on in a next invocation. */
function stoppedWaiting(signal: AbortSignal, until: string): Error {
  return signal.reason instanceof RequestTooLong ? new ExchangeBusy(until) : reasonOf(signal);
}

interface Payment {
  readonly ask: Ask;
  readonly ports: AskPorts;
  readonly maxOutputTokens: number;
}

async function payFor(claim: Claim, payment: Payment): Promise<Exchange> {
  const { ask, ports } = payment;
  // The last holder may have stored its answer between our look and our claim.
  const kept = await ports.exchanges.get(claim.requestHash);
  if (kept !== undefined) {
    await ports.claims.settle(claim, 'known');
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
    await ports.claims.settle(claim, 'known');
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
      structuredOutput: choice.structuredOutput,
      paidBy: claim.current,
      lostCalls: claim.lostCalls,
      answer: text,
      ...answer,
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

function reasonOf(signal: AbortSignal, cause?: unknown): Error {
  const reason: unknown = signal.reason;
  if (reason instanceof LeaseLost || reason instanceof RequestTooLong) return reason;
  return new Error('the work was stopped', { cause: cause ?? reason });
}

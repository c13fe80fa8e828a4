import type { Exchange } from '../../extraction/exchange.ts';
import { ExchangeBusy, TimeIsShort } from '../../failure/job-errors.ts';
import { leaseMs, later } from '../../job/lease.ts';
import { type Ask, type AskPorts, reasonOf, recall, replay } from './ask.ts';
import { payFor } from './pay-for-answer.ts';

/** How long to wait between looks for the answer that another worker is paying for. */
const lookAgainMs = 1_000;

/**
 * Brings the answer to a question: the kept one if there is one, whoever paid for it; else that of
 * the worker who is asking now; else asks.
 *
 * @throws {ModelCallError} when the call failed
 * @throws {ModelCallsLost | CallOutOfTime} when it is not to be made once more
 * @throws {PipelineError} when a budget has no room for it: any of failure/budget-errors.ts
 * @throws {ExchangeBusy} when another worker's claim ran out while we waited for its answer
 */
export async function askModel(ask: Ask, ports: AskPorts): Promise<Exchange> {
  const { question, requestHash: hash } = ask;
  // First of all: an attempt that may not call any more still tells what the calls before it came to.
  const kept = await recall(hash, ask, ports);
  if (kept !== undefined) return kept;

  const maxOutputTokens = ask.roomNow(ask.wantedTokens);
  await ask.budget?.reserve(hash, { choice: question.choice, prompt: ask.prompt, maxOutputTokens });
  try {
    return await claimAndPay({ ask, ports });
  } catch (error) {
    // Its room is for what is asked instead: of another provider, or about less of the text.
    ask.budget?.failed(hash);
    throw error;
  }
}

interface Asking {
  readonly ask: Ask;
  readonly ports: AskPorts;
}

async function claimAndPay({ ask, ports }: Asking): Promise<Exchange> {
  const { question, job, requestHash } = ask;
  const now = ports.clock.now();
  const claimed = await ports.claims.take({
    requestHash,
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
  if (!claimed.taken) return awaitAnswerOfOther({ ask, ports, until: claimed.until });
  return payFor(claimed.claim, { ask, ports });
}

async function awaitAnswerOfOther({
  ask,
  ports,
  until,
}: Asking & { readonly until: string }): Promise<Exchange> {
  const { waiting } = ask;
  while (ports.clock.now().toISOString() < until) {
    await ports.clock.wait(lookAgainMs, waiting);
    if (waiting.aborted) throw stoppedWaiting(waiting, until);
    const exchange = await ports.exchanges.get(ask.requestHash);
    if (exchange !== undefined) return replay(exchange, ask);
  }
  throw new ExchangeBusy(until);
}

/** Out of time for waiting is not out of time for an answer: the job waits on in a next invocation. */
function stoppedWaiting(signal: AbortSignal, until: string): Error {
  return signal.reason instanceof TimeIsShort ? new ExchangeBusy(until) : reasonOf(signal);
}

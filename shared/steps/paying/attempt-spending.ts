import type { Call } from '../../extraction/claim.ts';
import type { Exchange } from '../../extraction/exchange.ts';
import { toBillionths } from '../../money/billionths.ts';
import type { CallEstimate } from '../../money/estimate-cost.ts';
import { addSpending, noSpending, type Spending } from '../../money/spending.ts';
import type { Money } from '../../money/sum-costs.ts';

/**
 * What the calls of one attempt may cost and did cost.
 *
 * Only the job's own calls count, from `since` on: the attempt's start, or that of the first before
 * it where workers died and so never told. A call without an answer may have been billed: it counts
 * with what it was estimated at, as does an answer whose cost or tokens are not known.
 */
export class AttemptSpending {
  readonly #jobId: string;
  readonly #since: string;
  readonly #estimates = new Map<string, CallEstimate>();
  /** Requests whose call is still to be answered. */
  readonly #planned = new Set<string>();
  readonly #answers = new Map<string, Exchange>();
  /** Numbers of the calls for each request. */
  readonly #lost = new Map<string, Set<number>>();

  /** @param since ISO time */
  constructor(jobId: string, since: string) {
    this.#jobId = jobId;
    this.#since = since;
  }

  plan(requestHash: string, estimate: CallEstimate): void {
    this.#estimates.set(requestHash, estimate);
    this.#planned.add(requestHash);
  }

  /** A planned call that was not made, or brought nothing: it counts no more, unless it got lost. */
  failed(requestHash: string): void {
    this.#planned.delete(requestHash);
  }

  answered(exchange: Exchange): void {
    // Where somebody else paid, what was planned for it is not needed either.
    this.#planned.delete(exchange.requestHash);
    if (this.#counts(exchange.paidBy)) this.#answers.set(exchange.requestHash, exchange);
  }

  lost(requestHash: string, call: Call): void {
    if (!this.#counts(call)) return;
    this.#lost.set(requestHash, (this.#lost.get(requestHash) ?? new Set()).add(call.call));
  }

  get hasSpent(): boolean {
    return this.#answers.size > 0 || this.#lost.size > 0;
  }

  /** What the calls so far came to. */
  spent(currency: string): Spending {
    const answers = [...this.#answers.values()].map((answer) => this.#ofAnswer(answer, currency));
    const lost = [...this.#lost].flatMap(([hash, calls]) =>
      Array.from(calls, () => this.#ofEstimate(hash, currency)),
    );
    return [...answers, ...lost].reduce(addSpending, noSpending);
  }

  /** What the calls so far came to, and what those that were planned may cost at most. */
  needed(currency: string): Spending {
    return [...this.#planned]
      .map((hash) => this.#ofEstimate(hash, currency))
      .reduce(addSpending, this.spent(currency));
  }

  #counts({ jobId, startedAt }: Call): boolean {
    return jobId === this.#jobId && startedAt >= this.#since;
  }

  #ofAnswer({ requestHash, cost, usage }: Exchange, currency: string): Spending {
    const estimate = this.#ofEstimate(requestHash, currency);
    const { promptTokens, completionTokens } = usage;
    const isCounted = promptTokens !== null && completionTokens !== null;
    return {
      billionths: billionthsOf(cost, currency) ?? estimate.billionths,
      tokens: isCounted ? promptTokens + completionTokens : estimate.tokens,
      unpricedCalls: billionthsOf(cost, currency) === null ? 1 : 0,
    };
  }

  #ofEstimate(requestHash: string, currency: string): Spending {
    const estimate = this.#estimates.get(requestHash);
    const billionths = billionthsOf(estimate?.cost ?? null, currency);
    return {
      billionths: billionths ?? 0,
      tokens: estimate?.tokens ?? 0,
      unpricedCalls: billionths === null ? 1 : 0,
    };
  }
}

/** An amount of another currency is no amount of this one. */
function billionthsOf(cost: Money | null, currency: string): number | null {
  return cost?.currency === currency ? toBillionths(cost.amount) : null;
}

import { dateOf } from '../../document/result-keys.ts';
import type { Call } from '../../extraction/claim.ts';
import type { Exchange } from '../../extraction/exchange.ts';
import { BudgetExceeded, BudgetReserved, PriceUnknown } from '../../failure/budget-errors.ts';
import type { PipelineError } from '../../failure/pipeline-error.ts';
import {
  type BudgetLimit,
  describeShortage,
  fitsWithoutOthers,
  isLimited,
  scopesOf,
} from '../../money/budget.ts';
import { type CallEstimate, estimateCost, type PlannedCall } from '../../money/estimate-cost.ts';
import { noSpending, type Spending } from '../../money/spending.ts';
import type { Budgets, BudgetShare } from '../../ports/budgets.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { CallBudget } from './ask.ts';
import { AttemptSpending } from './attempt-spending.ts';
import type { OwnedJob } from '../running/own-job.ts';
import { withPatience } from '../with-patience.ts';

export interface BudgetPorts {
  readonly budgets: Budgets;
  readonly clock: Clock;
  readonly log: Log;
}

/** A limit that was just set counts for every call after this time, in milliseconds. */
const limitsAgeMs = 60_000;

/** With their pauses 7 s for each budget, of the time that a job's deadline keeps in reserve. */
const triesToSettle = 4;

/** What an attempt has reserved, and within which limit. */
interface Reserved {
  readonly spending: Spending;
  readonly limit: BudgetLimit;
}

/** A call to be made, as far as a budget asks. */
interface Planned {
  readonly estimate: CallEstimate;
  readonly model: string;
}

/** What one attempt has reserved of the budgets of its day, and what it has spent. */
export class AttemptBudget implements CallBudget {
  readonly #shares: readonly BudgetShare[];
  readonly #spending: AttemptSpending;
  readonly #ports: BudgetPorts;
  readonly #followsDead: boolean;
  /** By scope. */
  readonly #reserved = new Map<string, Reserved>();
  #turn: Promise<void> = Promise.resolve();

  constructor(job: OwnedJob, ports: BudgetPorts) {
    const { jobId, owner, analysis } = job;
    const date = dateOf(ports.clock.now().toISOString());
    this.#shares = scopesOf(analysis).map((scope) => ({ date, scope, jobId, owner }));
    this.#spending = new AttemptSpending(jobId, job.unsettledSince ?? job.changedAt);
    this.#followsDead = job.unsettledSince !== job.startedAt;
    this.#ports = ports;
  }

  answered(exchange: Exchange): void {
    this.#spending.answered(exchange);
  }

  lost(requestHash: string, call: Call): void {
    this.#spending.lost(requestHash, call);
  }

  failed(requestHash: string): void {
    this.#spending.failed(requestHash);
  }

  /** One after the other, since each changes the whole reservation. */
  async reserve(requestHash: string, call: PlannedCall): Promise<void> {
    const turn = this.#turn.then(() => this.#reserve(requestHash, call));
    this.#turn = turn.catch(() => {});
    return turn;
  }

  /** Keeps what is reserved for another lease. */
  async renew(): Promise<void> {
    await Promise.all(this.#reservedShares().map((share) => this.#ports.budgets.renew(share)));
  }

  /** Counts what was spent. What cannot be counted is logged: no job fails of it. */
  async settle(): Promise<void> {
    const patience = { tries: triesToSettle, event: 'budget not settled' };
    for (const share of this.#shares) {
      const { scope, jobId } = share;
      const settle = (): Promise<void> => this.#settleShare(share);
      await withPatience(settle, { ...patience, fields: { scope, jobId } }, this.#ports).catch(
        () => {},
      );
    }
  }

  async #reserve(requestHash: string, call: PlannedCall): Promise<void> {
    const estimate = estimateCost(call, this.#ports.clock.now());
    const planned = { estimate, model: call.choice.model };
    this.#spending.plan(requestHash, estimate);
    if ((await this.#tryToReserve(planned, limitsAgeMs)) === null) return;

    // Nobody waits until midnight because a worker had not heard of a larger budget.
    const refusal = await this.#tryToReserve(planned, 0);
    if (refusal === null) return;
    this.#spending.failed(requestHash);
    throw refusal;
  }

  async #tryToReserve(call: Planned, maximumAgeMs: number): Promise<PipelineError | null> {
    const before = new Map(this.#reserved);
    for (const share of this.#shares) {
      const limit = await this.#limitOf(share, maximumAgeMs);
      const refusal = limit === undefined ? null : await this.#reserveShare(share, limit, call);
      if (refusal === null) continue;
      await this.#giveBack(before);
      return refusal;
    }
    return null;
  }

  async #reserveShare(
    share: BudgetShare,
    limit: BudgetLimit,
    { estimate, model }: Planned,
  ): Promise<PipelineError | null> {
    const isPriced = estimate.cost?.currency === limit.currency;
    if (limit.billionths !== null && limit.unknownPrice === 'hold' && !isPriced) {
      return new PriceUnknown(model, share);
    }
    const { budgets } = this.#ports;
    const needed = this.#spending.needed(limit.currency);
    if (isWithin(needed, this.#reserved.get(share.scope)?.spending)) return null;
    if (await budgets.reserve(share, needed, limit)) {
      this.#reserved.set(share.scope, { spending: needed, limit });
      return null;
    }
    const day = await budgets.day(share.date, share.scope);
    return fitsWithoutOthers(day, limit, needed)
      ? new BudgetReserved(share.scope)
      : new BudgetExceeded(share, describeShortage(day, limit, needed));
  }

  /** A call that one budget refuses takes nothing of the others. */
  async #giveBack(before: ReadonlyMap<string, Reserved>): Promise<void> {
    for (const share of this.#reservedShares()) {
      const earlier = before.get(share.scope);
      if (earlier === this.#reserved.get(share.scope)) continue;
      if (earlier === undefined) {
        await this.#ports.budgets.settle(share, noSpending);
        this.#reserved.delete(share.scope);
      } else if (await this.#ports.budgets.reserve(share, earlier.spending, earlier.limit)) {
        this.#reserved.set(share.scope, earlier);
      }
    }
  }

  async #settleShare(share: BudgetShare): Promise<void> {
    const { budgets, log } = this.#ports;
    const { scope, jobId } = share;
    const reserved = this.#reserved.get(scope);
    if (reserved !== undefined) {
      const isSettled = await budgets.settle(share, this.#spending.spent(reserved.limit.currency));
      if (!isSettled) log.warn('budget reservation was gone', { scope, jobId });
      return;
    }
    // Answers that a dead worker paid for, and what it had reserved, which nobody else settles.
    if (!this.#spending.hasSpent && !this.#followsDead) return;
    const limit = await this.#limitOf(share, limitsAgeMs);
    if (limit !== undefined) await budgets.book(share, this.#spending.spent(limit.currency));
  }

  async #limitOf({ scope }: BudgetShare, maximumAgeMs: number): Promise<BudgetLimit | undefined> {
    const limits = await this.#ports.budgets.limits(maximumAgeMs);
    return limits.find((limit) => limit.scope === scope && isLimited(limit));
  }

  #reservedShares(): readonly BudgetShare[] {
    return this.#shares.filter(({ scope }) => this.#reserved.has(scope));
  }
}

function isWithin(needed: Spending, reserved: Spending | undefined): boolean {
  return (
    reserved !== undefined &&
    needed.billionths <= reserved.billionths &&
    needed.tokens <= reserved.tokens
  );
}

import { leaseMs, later } from '../../shared/job/lease.ts';
import {
  type BudgetDay,
  type BudgetLimit,
  fits,
  roomFor,
  unspentDay,
} from '../../shared/money/budget.ts';
import type { Spending } from '../../shared/money/spending.ts';
import type { Budgets, BudgetShare } from '../../shared/ports/budgets.ts';
import type { Clock } from '../../shared/ports/clock.ts';

/** Budgets in memory; answers about limits are never old. */
export class MemoryBudgets implements Budgets {
  readonly stored = new Map<string, BudgetLimit>();
  readonly days = new Map<string, BudgetDay>();
  readonly #clock: Clock;

  constructor(clock: Clock, ...limits: readonly BudgetLimit[]) {
    this.#clock = clock;
    for (const limit of limits) this.stored.set(limit.scope, limit);
  }

  async limits(): Promise<readonly BudgetLimit[]> {
    return [...this.stored.values()];
  }

  async setLimit(limit: BudgetLimit): Promise<void> {
    this.stored.set(limit.scope, limit);
  }

  async day(date: string, scope: string): Promise<BudgetDay> {
    return this.#day({ date, scope });
  }

  async reserve(share: BudgetShare, wanted: Spending, limit: BudgetLimit): Promise<boolean> {
    const mine = this.#day(share).reservations[share.jobId];
    const room = roomFor(limit, {
      billionths: wanted.billionths - (mine?.billionths ?? 0),
      tokens: wanted.tokens - (mine?.tokens ?? 0),
    });
    if (!fits(this.#day(share), room)) this.#expire(share);
    if (!fits(this.#day(share), room)) return false;

    const { owner, jobId } = share;
    const { billionths, tokens } = wanted;
    const until = later(this.#clock.now(), leaseMs);
    this.#end(share, jobId);
    const day = this.#day(share);
    this.#write(share, {
      ...add(day, wanted),
      reservations: { ...day.reservations, [jobId]: { owner, billionths, tokens, until } },
    });
    return true;
  }

  async renew(share: BudgetShare): Promise<void> {
    const { reservations } = this.#day(share);
    const mine = reservations[share.jobId];
    if (mine?.owner !== share.owner) return;
    const renewed = { ...mine, until: later(this.#clock.now(), leaseMs) };
    this.#write(share, { reservations: { ...reservations, [share.jobId]: renewed } });
  }

  async settle(share: BudgetShare, spent: Spending): Promise<boolean> {
    if (this.#day(share).reservations[share.jobId]?.owner !== share.owner) return false;
    await this.book(share, spent);
    return true;
  }

  async book(share: BudgetShare, { billionths, tokens, unpricedCalls }: Spending): Promise<void> {
    this.#end(share, share.jobId);
    const day = this.#day(share);
    this.#write(share, {
      ...add(day, { billionths, tokens }),
      settledBillionths: day.settledBillionths + billionths,
      settledTokens: day.settledTokens + tokens,
      unpricedCalls: day.unpricedCalls + unpricedCalls,
    });
  }

  #expire(share: BudgetShare): void {
    const now = this.#clock.now().toISOString();
    for (const [jobId, { until }] of Object.entries(this.#day(share).reservations)) {
      if (jobId !== share.jobId && until < now) this.#end(share, jobId);
    }
  }

  #end(key: Pick<BudgetShare, 'date' | 'scope'>, ended: string): void {
    const day = this.#day(key);
    const { [ended]: mine, ...reservations } = day.reservations;
    if (mine === undefined) return;
    const taken = { billionths: -mine.billionths, tokens: -mine.tokens };
    this.#write(key, { ...add(day, taken), reservations });
  }

  #day({ date, scope }: Pick<BudgetShare, 'date' | 'scope'>): BudgetDay {
    return this.days.get(`${date} ${scope}`) ?? unspentDay;
  }

  #write(key: Pick<BudgetShare, 'date' | 'scope'>, change: Partial<BudgetDay>): void {
    this.days.set(`${key.date} ${key.scope}`, { ...this.#day(key), ...change });
  }
}

function add(
  day: BudgetDay,
  { billionths, tokens }: Pick<Spending, 'billionths' | 'tokens'>,
): Pick<BudgetDay, 'usedBillionths' | 'usedTokens'> {
  return {
    usedBillionths: day.usedBillionths + billionths,
    usedTokens: day.usedTokens + tokens,
  };
}

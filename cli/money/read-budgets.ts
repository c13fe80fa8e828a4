import { jobTableIndexes, shards } from '../../shared/job/job-table.ts';
import { fromBillionths } from '../../shared/money/billionths.ts';
import {
  type BudgetDay,
  type BudgetLimit,
  isLimited,
  reservedOn,
} from '../../shared/money/budget.ts';
import { scopeOfReason } from '../../shared/money/held-by-budget.ts';
import type { Deployment } from '../deployment/deployment.ts';
import { inParallel } from '../../shared/steps/in-parallel.ts';
import { queryJobs } from '../jobs/job-table-reads.ts';
import { budgetsOf } from './budgets-of.ts';

/** An amount of money as an exact decimal, and tokens. */
interface Amounts {
  readonly amount: string;
  readonly tokens: number;
}

/** A budget with what is used of it today. */
export interface ShownBudget {
  /** `all`, or the name of an analysis. */
  readonly scope: string;
  readonly currency: string;
  /** `null`: no limit of this kind. */
  readonly limit: { readonly amount: string | null; readonly tokens: number | null };
  readonly unknownPrice: BudgetLimit['unknownPrice'];
  /** UTC date. */
  readonly date: string;
  readonly settled: Amounts;
  readonly reserved: Amounts;
  /** Settled calls whose price is not known: they count as nothing in `settled.amount`. */
  readonly unpricedCalls: number;
  /** Jobs that it holds now. */
  readonly heldJobs: number;
}

const concurrentReads = 16;

/** Every budget that limits something, the one over all first. */
export async function readBudgets(
  deployment: Pick<Deployment, 'dynamodb' | 'jobTable'>,
  now: Date,
): Promise<ShownBudget[]> {
  const budgets = budgetsOf(deployment);
  const limits = (await budgets.limits(0)).filter(isLimited);
  if (limits.length === 0) return [];

  const date = now.toISOString().slice(0, 10);
  const held = await countHeld(deployment);
  const shown = await inParallel(limits, concurrentReads, async (limit) =>
    showBudget(limit, {
      date,
      living: withoutDead(await budgets.day(date, limit.scope), now),
      held,
    }),
  );
  return shown.toSorted((one, other) => rank(one).localeCompare(rank(other)));
}

/** A space comes before every letter. */
function rank({ scope }: ShownBudget): string {
  return scope === 'all' ? ' ' : scope;
}

function showBudget(
  { scope, currency, billionths, tokens, unknownPrice }: BudgetLimit,
  {
    date,
    living,
    held,
  }: {
    readonly date: string;
    /** Without the reservations of dead workers, which go as soon as somebody needs the room. */
    readonly living: BudgetDay;
    readonly held: ReadonlyMap<string, number>;
  },
): ShownBudget {
  const reserved = reservedOn(living);
  return {
    scope,
    currency,
    limit: { amount: billionths === null ? null : fromBillionths(billionths), tokens },
    unknownPrice,
    date,
    settled: { amount: fromBillionths(living.settledBillionths), tokens: living.settledTokens },
    reserved: { amount: fromBillionths(reserved.billionths), tokens: reserved.tokens },
    unpricedCalls: living.unpricedCalls,
    heldJobs: held.get(scope) ?? 0,
  };
}

function withoutDead(day: BudgetDay, now: Date): BudgetDay {
  const living = Object.entries(day.reservations).filter(
    ([, { until }]) => until >= now.toISOString(),
  );
  return { ...day, reservations: Object.fromEntries(living) };
}

async function countHeld(
  table: Pick<Deployment, 'dynamodb' | 'jobTable'>,
): Promise<ReadonlyMap<string, number>> {
  const jobs = await inParallel(shards, concurrentReads, async (shard) =>
    queryJobs(table, jobTableIndexes.byStatus, `HELD#${shard}`),
  );
  const counts = new Map<string, number>();
  for (const { heldReason } of jobs.flat()) {
    const scope = scopeOfReason(heldReason);
    if (scope !== null) counts.set(scope, (counts.get(scope) ?? 0) + 1);
  }
  return counts;
}

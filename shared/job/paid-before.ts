import { Big } from 'big.js';
import { nothingPaid, type Outcome, unknownPaid } from './build-result.ts';
import { sumCosts } from '../money/sum-costs.ts';
import { sumUsage } from '../money/token-usage.ts';
import { writeAmount } from '../money/write-amount.ts';
import type { Job } from './job.ts';

type Paid = Pick<Outcome, 'usage' | 'cost'>;

/**
 * What a job paid before the attempt that takes it now.
 *
 * An attempt that gave the job back wrote it down; of one that died nothing is known.
 *
 * @param job as it was before it was taken
 */
export function paidBefore(job: Job): Paid {
  const { startedAt, usage, cost } = job;
  if (startedAt === null) return nothingPaid;
  return hasDied(job) || usage === null ? unknownPaid : { usage, cost };
}

/** Whether the worker of the job's last attempt died before it could tell anything. */
function hasDied({ startedAt, status, usage }: Job): boolean {
  return startedAt !== null && (status === 'RUNNING' || usage === null);
}

/**
 * An outcome that came before the model was asked again tells what was paid before. One that came
 * after counts every attempt of its generation, and is told what the generations before paid.
 */
export function withPaidBefore<Ended extends Outcome>(
  outcome: Ended,
  before: Paid,
  earlier: Job['earlier'],
): Ended {
  const hasAsked = outcome.usage.exchanges > 0 || outcome.cost === null;
  if (hasAsked) return earlier === null ? outcome : { ...outcome, ...sumOf(outcome, earlier) };
  return { ...outcome, usage: before.usage, cost: moreOf(outcome.cost, before.cost) };
}

/** Pages of a scan may be paid in this attempt, and count again in each that follows. */
function moreOf(now: Outcome['cost'], before: Outcome['cost']): Outcome['cost'] {
  if (now === null || before === null) return null;
  return new Big(now.amount).gt(before.amount) ? now : before;
}

function sumOf(now: Paid, earlier: Paid): Paid {
  const { exchanges, paidExchanges, replayedExchanges } = now.usage;
  const usage = {
    ...sumUsage([now.usage, earlier.usage]),
    exchanges: exchanges + earlier.usage.exchanges,
    paidExchanges: paidExchanges + earlier.usage.paidExchanges,
    replayedExchanges: replayedExchanges + earlier.usage.replayedExchanges,
  };
  const cost = sumCosts([now.cost, earlier.cost]);
  if (cost === null || now.cost === null || earlier.cost === null) return { usage, cost: null };
  const wasted = new Big(now.cost.wasted).plus(earlier.cost.wasted);
  return { usage, cost: { ...cost, wasted: writeAmount(wasted) } };
}

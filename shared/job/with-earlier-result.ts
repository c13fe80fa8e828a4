import { Big } from 'big.js';
import { type Money, sumCosts } from '../money/sum-costs.ts';
import { sumUsage } from '../money/token-usage.ts';
import { writeAmount } from '../money/write-amount.ts';
import type { Cost, ResultEnvelope } from './result-envelope.ts';

type Used = ResultEnvelope['exchanges'][number];

/**
 * A result of a job that had one before it was tried again: it counts every exchange that either of
 * them used, and an output is not given up for none.
 */
export function withEarlierResult(
  result: ResultEnvelope,
  earlier: ResultEnvelope | undefined,
): ResultEnvelope {
  if (earlier === undefined) return result;
  return withOutputOf(earlier, withExchangesOf(earlier, result));
}

function withExchangesOf(earlier: ResultEnvelope, result: ResultEnvelope): ResultEnvelope {
  const used = new Set(result.exchanges.map(({ exchange }) => exchange));
  const missing = earlier.exchanges.filter(({ exchange }) => !used.has(exchange));
  const exchanges = [...result.exchanges, ...missing];
  // Nothing was asked this time: usage and cost are those of before already.
  if (result.exchanges.length === 0) return { ...result, exchanges };

  const paid = missing.filter((one) => one.paid);
  return {
    ...result,
    exchanges,
    usage: {
      ...knownOnlyWith(earlier, sumUsage([result.usage, ...paid.map(({ usage }) => usage)])),
      exchanges: result.usage.exchanges + missing.length,
      paidExchanges: result.usage.paidExchanges + paid.length,
      replayedExchanges: result.usage.replayedExchanges + missing.length - paid.length,
    },
    cost: earlier.cost === null ? null : costWith(result.cost, paid),
  };
}

/** Calls that brought nothing are in no list: what they left unknown stays so. */
function knownOnlyWith(
  { usage: earlier }: ResultEnvelope,
  sum: ReturnType<typeof sumUsage>,
): ReturnType<typeof sumUsage> {
  return {
    promptTokens: earlier.promptTokens === null ? null : sum.promptTokens,
    cachedPromptTokens: earlier.cachedPromptTokens === null ? null : sum.cachedPromptTokens,
    completionTokens: earlier.completionTokens === null ? null : sum.completionTokens,
    reasoningTokens: earlier.reasoningTokens === null ? null : sum.reasoningTokens,
  };
}

function costWith(cost: Cost | null, paid: readonly Used[]): Cost | null {
  if (cost === null) return null;
  const costs: (Money | null)[] = [cost, ...paid.map((one) => one.cost)];
  const sum = sumCosts(costs);
  const wasted = paid
    .filter(({ outcome }) => outcome === 'wasted')
    .reduce((total, one) => total.plus(one.cost?.amount ?? 0), new Big(cost.wasted));
  return sum === null ? null : { ...sum, wasted: writeAmount(wasted) };
}

/** What a job has once given stays, if it gives nothing now. */
function withOutputOf(earlier: ResultEnvelope, result: ResultEnvelope): ResultEnvelope {
  if (result.output !== null || earlier.output === null) return result;
  const { output, coverage, grounding, model } = earlier;
  const status = result.status === 'FAILED' ? 'INCOMPLETE' : result.status;
  return { ...result, status, output, coverage, grounding, model };
}

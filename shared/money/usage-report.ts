import { Big } from 'big.js';
import * as z from 'zod';
import { callCostSchema } from './call-cost.ts';
import { type Money, sumCosts } from './sum-costs.ts';
import { type TokenUsage, tokenUsageSchema } from './token-usage.ts';

/** What a report reads of a ledger line. */
export const reportedLineSchema = z.object({
  kind: z.enum(['model', 'recognition']).default('model'),
  requestHash: z.string(),
  jobId: z.string(),
  analysis: z.string(),
  provider: z.string(),
  model: z.string(),
  startedAt: z.string(),
  outcome: z.enum(['used', 'wasted', 'unknown', 'unbilled']),
  usage: tokenUsageSchema,
  cost: callCostSchema.nullable(),
});

export type ReportedLine = z.output<typeof reportedLineSchema>;

/** What lines can be told apart by. */
export const usageGroups = ['analysis', 'model', 'day'] as const;

export type UsageGroup = (typeof usageGroups)[number];

/** A count over several calls: what is known of it, and of how many calls it is not. */
export interface PartlyKnown {
  readonly known: number;
  readonly unknownCalls: number;
}

/** What the calls of one group came to. */
export interface UsageReport {
  /** The analysis, `provider model`, or UTC date; `null`: everything. */
  readonly group: string | null;
  /** Calls that may have been billed: those that a provider refused are none. */
  readonly calls: number;
  readonly promptTokens: PartlyKnown;
  readonly cachedPromptTokens: PartlyKnown;
  readonly completionTokens: PartlyKnown;
  readonly reasoningTokens: PartlyKnown;
  /** `null` where the cost of one of the calls is not known. */
  readonly cost: Money | null;
  /** The sum of what is known; `null` where it has two currencies. */
  readonly knownCost: Money | null;
  /** Calls whose cost is not known. */
  readonly unpricedCalls: number;
  /** The part of `knownCost` that bought answers of no use; `null` where that of none of them is known. */
  readonly wastedCost: Money | null;
  /** Answers of no use whose cost is not known. */
  readonly unpricedWaste: number;
  /** `wastedCost / knownCost`; `null` where nothing was paid or either is not known. */
  readonly wastedShare: number | null;
  /** Whole answers received. */
  readonly answers: number;
  /** Distinct requests that they answered. */
  readonly answeredRequests: number;
  /** `answers / answeredRequests`, 1 where every answer was paid for once; `null` without answers. */
  readonly paidRatio: number | null;
}

/** Adds up ledger lines by group, in the groups' order; without one, everything. */
export function reportUsage(
  lines: readonly ReportedLine[],
  by: UsageGroup | null,
): readonly UsageReport[] {
  const groups = Map.groupBy(lines, (line) => (by === null ? null : groupNames[by](line)));
  return [...groups]
    .toSorted(([one], [other]) => (one ?? '').localeCompare(other ?? ''))
    .map(([group, grouped]) => reportOf(group, grouped));
}

const groupNames: Readonly<Record<UsageGroup, (line: ReportedLine) => string>> = {
  analysis: ({ analysis }) => analysis,
  model: ({ provider, model }) => `${provider} ${model}`,
  day: ({ startedAt }) => startedAt.slice(0, 10),
};

function reportOf(group: string | null, lines: readonly ReportedLine[]): UsageReport {
  const billed = lines.filter(({ outcome }) => outcome !== 'unbilled');
  const wasted = billed.filter(({ outcome }) => outcome === 'wasted');
  const answered = billed.filter(
    ({ kind, outcome }) => kind === 'model' && (outcome === 'used' || outcome === 'wasted'),
  );
  const answeredRequests = new Set(answered.map(({ requestHash }) => requestHash)).size;
  const knownCost = sumKnown(billed);
  const unpricedWaste = wasted.filter(({ cost }) => cost === null).length;
  const isUnknown = unpricedWaste > 0 && unpricedWaste === wasted.length;
  const wastedCost = isUnknown ? null : sumKnown(wasted);
  return {
    group,
    calls: billed.length,
    promptTokens: sumTokens(billed, 'promptTokens'),
    cachedPromptTokens: sumTokens(billed, 'cachedPromptTokens'),
    completionTokens: sumTokens(billed, 'completionTokens'),
    reasoningTokens: sumTokens(billed, 'reasoningTokens'),
    cost: sumCosts(billed.map(({ cost }) => cost)),
    knownCost,
    unpricedCalls: billed.filter(({ cost }) => cost === null).length,
    wastedCost,
    unpricedWaste,
    wastedShare: shareOf(wastedCost, knownCost),
    answers: answered.length,
    answeredRequests,
    paidRatio: answeredRequests === 0 ? null : answered.length / answeredRequests,
  };
}

function sumKnown(lines: readonly ReportedLine[]): Money | null {
  return sumCosts(lines.flatMap(({ cost }) => cost ?? []));
}

function sumTokens(lines: readonly ReportedLine[], name: keyof TokenUsage): PartlyKnown {
  const counts = lines.map(({ usage }) => usage[name]);
  return {
    known: counts.reduce<number>((sum, count) => sum + (count ?? 0), 0),
    unknownCalls: counts.filter((count) => count === null).length,
  };
}

/** To four places: a share is for people. */
function shareOf(part: Money | null, whole: Money | null): number | null {
  if (part === null || whole === null || new Big(whole.amount).eq(0)) return null;
  return Number(new Big(part.amount).div(whole.amount).toFixed(4));
}

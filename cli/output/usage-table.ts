import type { Money } from '../../shared/money/sum-costs.ts';
import type { PartlyKnown, UsageGroup, UsageReport } from '../../shared/money/usage-report.ts';
import { renderTable } from './render-table.ts';

const columns = [
  'calls',
  'prompt',
  'cached',
  'completion',
  'reasoning',
  'cost',
  'wasted',
  'share',
  'paid ratio',
];

/** What stands for the part of a sum that nobody told us. */
const unknown = '?';

/** A table of what calls took and cost. */
export function renderUsage(reports: readonly UsageReport[], by: UsageGroup | null): string {
  const head = by === null ? columns : [by, ...columns];
  return renderTable(head, reports.map(rowOf), { leftAligned: by === null ? 0 : 1 });
}

function rowOf(report: UsageReport): string[] {
  const { group, wastedShare, paidRatio } = report;
  return [
    ...(group === null ? [] : [group]),
    String(report.calls),
    count(report.promptTokens, report),
    count(report.cachedPromptTokens, report),
    count(report.completionTokens, report),
    count(report.reasoningTokens, report),
    withUnknown(money(report.knownCost), report.unpricedCalls, report),
    waste(report),
    wastedShare === null ? unknown : `${(wastedShare * 100).toFixed(1)} %`,
    paidRatio === null ? unknown : paidRatio.toFixed(2),
  ];
}

function count({ known, unknownCalls }: PartlyKnown, report: UsageReport): string {
  return withUnknown(String(known), unknownCalls, report);
}

function money(amount: Money | null): string {
  return amount === null ? unknown : `${amount.amount} ${amount.currency}`;
}

function waste({ wastedCost, unpricedWaste }: UsageReport): string {
  const known = money(wastedCost);
  return wastedCost === null || unpricedWaste === 0 ? known : `${known} + ${unknown}`;
}

function withUnknown(known: string, unknownCalls: number, { calls }: UsageReport): string {
  if (unknownCalls === 0) return known;
  return unknownCalls === calls ? unknown : `${known} + ${unknown}`;
}

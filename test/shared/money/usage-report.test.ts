import { describe, expect, it } from 'vitest';
import { type ReportedLine, reportUsage } from '../../../shared/money/usage-report.ts';
import { noUsage, unknownUsage } from '../../../shared/money/token-usage.ts';

const paid: ReportedLine = {
  kind: 'model',
  jobId: 'a job',
  requestHash: 'one',
  analysis: 'meeting-minutes',
  provider: 'deepseek',
  model: 'deepseek-flash',
  startedAt: '2026-05-04T23:59:00.000Z',
  outcome: 'used',
  usage: { promptTokens: 100, cachedPromptTokens: 0, completionTokens: 10, reasoningTokens: null },
  cost: { amount: '0.0000001', currency: 'USD', priceList: 'test' },
};

describe('a report of usage', () => {
  it('has the paid ratio 1 where every request was answered once, however often it was asked', () => {
    const lost: ReportedLine = { ...paid, outcome: 'unknown', usage: unknownUsage, cost: null };
    const [report] = reportUsage([paid, lost, { ...paid, requestHash: 'two' }], null);

    expect(report).toMatchObject({ answers: 2, answeredRequests: 2, paidRatio: 1 });
  });

  it('counts an answer that was paid for again', () => {
    const [report] = reportUsage([paid, paid, { ...paid, requestHash: 'two' }], null);

    expect(report?.paidRatio).toBe(1.5);
  });

  it('has no ratio and no share where nothing was answered or paid', () => {
    const [report] = reportUsage([{ ...paid, outcome: 'unknown', cost: null }], null);

    expect(report).toMatchObject({
      cost: null,
      unpricedCalls: 1,
      wastedShare: null,
      paidRatio: null,
    });
  });

  it('does not know what was wasted where no answer of no use has a known cost', () => {
    const wasted: ReportedLine = { ...paid, outcome: 'wasted' };
    const unpriced: ReportedLine = { ...wasted, cost: null };

    expect(reportUsage([paid, unpriced], null)).toMatchObject([
      { wastedCost: null, unpricedWaste: 1, wastedShare: null },
    ]);
    expect(reportUsage([wasted, unpriced], null)).toMatchObject([
      { wastedCost: { amount: '0.0000001' }, unpricedWaste: 1 },
    ]);
  });

  it('leaves out what a provider refused, and takes pages of scans for no answers', () => {
    const refused: ReportedLine = { ...paid, outcome: 'unbilled', usage: noUsage };
    const scan: ReportedLine = { ...paid, kind: 'recognition', usage: noUsage };
    const [report] = reportUsage([refused, scan], null);

    expect(report).toMatchObject({ calls: 1, answers: 0, cost: { amount: '0.0000001' } });
  });

  it.each([
    ['analysis', ['document-digest', 'meeting-minutes']],
    ['model', ['deepseek deepseek-flash', 'openai gpt']],
    ['day', ['2026-05-04', '2026-05-05']],
  ] as const)('tells calls apart by %s', (by, groups) => {
    const other: ReportedLine = {
      ...paid,
      analysis: 'document-digest',
      provider: 'openai',
      model: 'gpt',
      startedAt: '2026-05-05T00:00:00.000Z',
    };

    expect(reportUsage([other, paid], by).map(({ group }) => group)).toEqual(groups);
  });
});

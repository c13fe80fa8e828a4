import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { budgetCommand } from '../../cli/commands/budget.ts';
import type { CommandContext } from '../../cli/commands/command-context.ts';
import { usageCommand } from '../../cli/commands/usage.ts';
import { budgetsOf } from '../../cli/money/budgets-of.ts';
import { ledgerKey } from '../../shared/document/result-keys.ts';
import { type LedgerLine, lineOfLostCall } from '../../shared/money/ledger-line.ts';
import { spending } from '../builders/budget.ts';
import { jobItem } from './builders.ts';
import { EmulatedDeployment } from './emulated-deployment.ts';
import { RecordingTerminal } from './recording-terminal.ts';

let emulated: EmulatedDeployment;
beforeAll(async () => {
  emulated = await EmulatedDeployment.start();
});
afterAll(async () => emulated.stop());

async function sluice(...commandLine: string[]): Promise<RecordingTerminal> {
  const terminal = new RecordingTerminal();
  const context: CommandContext = {
    terminal,
    exitWith: () => {},
    open: async () => ({ ...emulated.deployment, stop: async () => {} }),
  };
  const command = commandLine[0] === 'usage' ? usageCommand(context) : budgetCommand(context);
  await command.parseAsync(commandLine.slice(1), { from: 'user' });
  return terminal;
}

const today = new Date().toISOString().slice(0, 10);
const share = { date: today, jobId: 'a job', owner: 'a worker' };

describe('sluice budget', () => {
  it('says that there is none yet, and how to set one', async () => {
    const { printed, notes } = await sluice('budget', 'show');

    expect(printed).toEqual([]);
    expect(notes).toEqual(['no budget is set; sluice budget set --daily 5 sets one']);
  });

  it('shows what is allowed, settled and reserved today, and how many jobs are held', async () => {
    const budgets = budgetsOf(emulated.deployment);
    await sluice('budget', 'set', '--analysis', 'meeting-minutes', '--tokens', '4000');
    const { notes } = await sluice('budget', 'set', '--daily', '2.50');
    const limits = await budgets.limits(0);
    for (const limit of limits) {
      const { scope } = limit;
      await budgets.reserve({ ...share, scope }, spending(400_000_000, 900), limit);
      await budgets.book(
        { ...share, scope, jobId: 'another job' },
        { ...spending(1_250_000_000, 30), unpricedCalls: 1 },
      );
    }
    await emulated.putJob(jobItem({ status: 'HELD', heldReason: `budget all ${today}` }));

    const { printed } = await sluice('budget', 'show');

    expect(notes).toEqual(['budget all: 2.500000 USD a day; it counts within a minute']);
    expect(printed.join('\n').split('\n')).toEqual([
      'budget           date        what       limit       settled  reserved  held jobs',
      `all              ${today}  USD     2.500000  1.250000 + ?  0.400000          1`,
      `meeting-minutes  ${today}  tokens      4000            30       900          0`,
    ]);
  });

  it('prints the same as JSON Lines', async () => {
    const { printed } = await sluice('budget', 'show', '--json');

    expect(printed.map((line): unknown => JSON.parse(line))).toMatchObject([
      {
        scope: 'all',
        limit: { amount: '2.500000', tokens: null },
        settled: { amount: '1.250000', tokens: 30 },
        reserved: { amount: '0.400000', tokens: 900 },
        unpricedCalls: 1,
        heldJobs: 1,
      },
      { scope: 'meeting-minutes', limit: { amount: null, tokens: 4000 } },
    ]);
  });

  it('removes a budget, of an analysis that is gone too', async () => {
    await sluice('budget', 'set', '--remove');
    const { notes } = await sluice('budget', 'set', '--analysis', 'meeting-minutes', '--remove');
    await sluice('budget', 'set', '--analysis', 'long-gone', '--remove');

    expect(notes).toEqual(['budget meeting-minutes: no limit; it counts within a minute']);
    expect((await sluice('budget', 'show')).printed).toEqual([]);
  });
});

function ledgerLine(call: number, parts: Partial<LedgerLine> = {}): LedgerLine {
  const paidBy = {
    call,
    jobId: 'a job',
    analysis: 'meeting-minutes',
    provider: 'deepseek',
    model: 'deepseek-flash',
    startedAt: `${today}T00:00:00.000Z`,
  };
  return { ...lineOfLostCall('a request', paidBy), ...parts };
}

const usage = {
  promptTokens: 900,
  cachedPromptTokens: 128,
  completionTokens: 30,
  reasoningTokens: 0,
};
const cost = { amount: '0.000300', currency: 'USD', priceList: 'test' };

describe('sluice usage', () => {
  it('says that there are no calls', async () => {
    expect((await sluice('usage')).notes).toEqual(['no calls; --days looks further back']);
  });

  it('adds up the ledger, and shows unknown as unknown', async () => {
    const lines = [
      ledgerLine(1, { outcome: 'wasted', usage, cost: { ...cost, amount: '0.000100' } }),
      ledgerLine(2, { outcome: 'used', usage, cost }),
      ledgerLine(1, { requestHash: 'lost', analysis: 'document-digest' }),
      ledgerLine(1, {
        requestHash: 'small',
        analysis: 'document-digest',
        outcome: 'used',
        usage: {
          promptTokens: 9,
          cachedPromptTokens: 1,
          completionTokens: 3,
          reasoningTokens: null,
        },
        cost: { ...cost, amount: '0.000200' },
      }),
      ledgerLine(1, {
        requestHash: 'before',
        startedAt: '2026-01-01T00:00:00.000Z',
        outcome: 'used',
      }),
    ];
    for (const each of lines) await emulated.putResultsObject(ledgerKey(each), each);

    const { printed } = await sluice('usage', '--days', '1', '--by', 'analysis');

    expect(printed.join('\n').split('\n')).toEqual([
      'analysis         calls  prompt  cached  completion  reasoning              cost        wasted   share  paid ratio',
      'document-digest      2   9 + ?   1 + ?       3 + ?          ?  0.000200 USD + ?  0.000000 USD   0.0 %        1.00',
      'meeting-minutes      2    1800     256          60          0      0.000400 USD  0.000100 USD  25.0 %        2.00',
    ]);
  });

  it('prints the same as JSON Lines', async () => {
    const { printed } = await sluice('usage', '--json');

    expect(printed.map((row): unknown => JSON.parse(row))).toMatchObject([
      {
        group: null,
        calls: 4,
        promptTokens: { known: 1809, unknownCalls: 1 },
        cost: null,
        knownCost: { amount: '0.000600', currency: 'USD' },
        unpricedCalls: 1,
        paidRatio: 1.5,
      },
    ]);
  });
});

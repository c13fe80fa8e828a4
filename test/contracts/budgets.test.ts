import { afterAll, describe, expect, it } from 'vitest';
import { DynamoBudgets } from '../../shared/adapters/aws/dynamo-budgets.ts';
import { leaseMs } from '../../shared/job/lease.ts';
import { noSpending } from '../../shared/money/spending.ts';
import type { BudgetShare } from '../../shared/ports/budgets.ts';
import { budgetLimit, spending } from '../builders/budget.ts';
import { ManualClock } from '../fakes/manual-clock.ts';
import { MemoryBudgets } from '../fakes/memory-budgets.ts';
import { startEmulatedTable } from './emulated-table.ts';

const emulated = await startEmulatedTable();
afterAll(() => emulated.close());
const clock = new ManualClock();
const date = '2026-05-04';

let scopes = 0;
function anotherScope(): {
  scope: string;
  shareOf: (jobId: string, owner?: string) => BudgetShare;
} {
  scopes += 1;
  const scope = `analysis-${scopes}`;
  return {
    scope,
    shareOf: (jobId, owner = `worker of ${jobId}`) => ({ date, scope, jobId, owner }),
  };
}

const limit = { ...budgetLimit({ tokens: 1_000 }), billionths: 100 };

describe.each([
  ['in memory', new MemoryBudgets(clock)],
  ['on DynamoDB', new DynamoBudgets(emulated, clock)],
])('budgets %s', (_where, budgets) => {
  it('keep limits, also those that were removed', async () => {
    const { scope } = anotherScope();
    await budgets.setLimit(budgetLimit({ scope, amount: '5' }));
    await budgets.setLimit(budgetLimit({ scope, changedAt: '2026-05-04T09:00:00.000Z' }));

    const limits = await budgets.limits(60_000);

    expect(limits.filter((each) => each.scope === scope)).toEqual([
      budgetLimit({ scope, changedAt: '2026-05-04T09:00:00.000Z' }),
    ]);
  });

  it('know of a day on which nothing happened that nothing was spent', async () => {
    const { scope } = anotherScope();

    expect(await budgets.day(date, scope)).toMatchObject({ usedBillionths: 0, reservations: {} });
  });

  it.each([
    ['money', spending(60, 1)],
    ['tokens', spending(1, 600)],
  ])('never reserve more %s than there is, whoever asks at once', async (_what, wanted) => {
    const { scope, shareOf } = anotherScope();

    const reserved = await Promise.all(
      ['a', 'b', 'c'].map((job) => budgets.reserve(shareOf(job), wanted, limit)),
    );

    expect(reserved.filter(Boolean)).toHaveLength(1);
    const { reservations, ...day } = await budgets.day(date, scope);
    expect(Object.keys(reservations)).toHaveLength(1);
    expect(day).toMatchObject({ usedBillionths: wanted.billionths, usedTokens: wanted.tokens });
  });

  it('reserve once for a job that asks twice, and more where it needs more', async () => {
    const { scope, shareOf } = anotherScope();
    await budgets.reserve(shareOf('a'), spending(60), limit);

    expect(await budgets.reserve(shareOf('a'), spending(60), limit)).toBe(true);
    expect(await budgets.day(date, scope)).toMatchObject({ usedBillionths: 60 });
    expect(await budgets.reserve(shareOf('a'), spending(100), limit)).toBe(true);
    expect(await budgets.reserve(shareOf('a'), spending(101), limit)).toBe(false);
    expect(await budgets.day(date, scope)).toMatchObject({ usedBillionths: 100 });
  });

  it('count what was spent instead of what was reserved, and that once', async () => {
    const { scope, shareOf } = anotherScope();
    await budgets.reserve(shareOf('a'), spending(60, 600), limit);

    expect(await budgets.settle(shareOf('a'), { ...spending(7, 70), unpricedCalls: 1 })).toBe(true);
    expect(await budgets.settle(shareOf('a'), spending(7, 70))).toBe(false);

    expect(await budgets.day(date, scope)).toEqual({
      usedBillionths: 7,
      usedTokens: 70,
      settledBillionths: 7,
      settledTokens: 70,
      unpricedCalls: 1,
      reservations: {},
    });
  });

  it('count what was spent although it is more than the limit', async () => {
    const { scope, shareOf } = anotherScope();
    await budgets.reserve(shareOf('a'), spending(60), limit);
    await budgets.settle(shareOf('a'), spending(200));
    await budgets.book(shareOf('c'), spending(5));

    expect(await budgets.day(date, scope)).toMatchObject({ settledBillionths: 205 });
    expect(await budgets.reserve(shareOf('b'), spending(1), limit)).toBe(false);
  });

  it('let go what a dead worker of a job reserved when its next one counts what it spent', async () => {
    const { scope, shareOf } = anotherScope();
    await budgets.reserve(shareOf('a'), spending(60), limit);
    await budgets.book({ ...shareOf('a'), owner: 'its next worker' }, spending(5));

    expect(await budgets.day(date, scope)).toMatchObject({
      usedBillionths: 5,
      settledBillionths: 5,
      reservations: {},
    });
  });

  it('let go what a dead worker reserved as soon as its lease has run out', async () => {
    const { scope, shareOf } = anotherScope();
    await budgets.reserve(shareOf('dead'), spending(60), limit);
    await clock.advance(leaseMs - 1);
    expect(await budgets.reserve(shareOf('b'), spending(60), limit)).toBe(false);
    await clock.advance(2);

    expect(await budgets.reserve(shareOf('b'), spending(60), limit)).toBe(true);
    expect(Object.keys((await budgets.day(date, scope)).reservations)).toEqual(['b']);
    expect(await budgets.settle(shareOf('dead'), noSpending)).toBe(false);
  });

  it('keep a reservation that is renewed', async () => {
    const { shareOf } = anotherScope();
    await budgets.reserve(shareOf('a'), spending(60), limit);
    await clock.advance(50_000);
    await budgets.renew(shareOf('a'));
    await clock.advance(50_000);

    expect(await budgets.reserve(shareOf('b'), spending(60), limit)).toBe(false);
  });

  it('give a reservation to the worker who takes the job over', async () => {
    const { scope, shareOf } = anotherScope();
    await budgets.reserve(shareOf('a', 'first'), spending(60), limit);
    await budgets.reserve(shareOf('a', 'second'), spending(50), limit);

    expect(await budgets.settle(shareOf('a', 'first'), spending(9))).toBe(false);
    expect(await budgets.settle(shareOf('a', 'second'), spending(8))).toBe(true);
    expect(await budgets.day(date, scope)).toMatchObject({ usedBillionths: 8 });
  });
});

describe('budgets on DynamoDB whose replies get lost', () => {
  const budgets = new DynamoBudgets(emulated.losingReplies, clock);

  it.each([
    ['that has nothing reserved', null],
    ['whose dead worker had something reserved', spending(60, 600)],
  ])('count once what is booked for a job %s', async (_which, reserved) => {
    const { scope, shareOf } = anotherScope();
    if (reserved !== null) await budgets.reserve(shareOf('a'), reserved, limit);

    const share = { ...shareOf('a'), owner: 'its next worker' };
    await budgets.book(share, { ...spending(7, 70), unpricedCalls: 1 });

    expect(await budgets.day(date, scope)).toEqual({
      usedBillionths: 7,
      usedTokens: 70,
      settledBillionths: 7,
      settledTokens: 70,
      unpricedCalls: 1,
      reservations: {},
    });
  });

  it('count once what is reserved, made larger and settled', async () => {
    const { scope, shareOf } = anotherScope();

    expect(await budgets.reserve(shareOf('a'), spending(40, 400), limit)).toBe(true);
    expect(await budgets.reserve(shareOf('a'), spending(60, 600), limit)).toBe(true);
    expect(await budgets.day(date, scope)).toMatchObject({ usedBillionths: 60, usedTokens: 600 });
    await budgets.settle(shareOf('a'), spending(7, 70));

    expect(await budgets.day(date, scope)).toMatchObject({ usedBillionths: 7, usedTokens: 70 });
  });
});

describe('limits on DynamoDB', () => {
  it('are read again only when they are older than the asker likes', async () => {
    const mine = new DynamoBudgets(emulated, clock);
    const others = new DynamoBudgets(emulated, clock);
    const scope = 'read-again';
    const isThere = async (maximumAgeMs: number): Promise<boolean> =>
      (await mine.limits(maximumAgeMs)).some((each) => each.scope === scope);
    await mine.limits(60_000);
    await others.setLimit(budgetLimit({ scope }));

    expect(await isThere(60_000)).toBe(false);
    expect(await isThere(0)).toBe(true);
  });
});

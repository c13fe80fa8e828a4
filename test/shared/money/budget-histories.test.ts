import { array, assert, asyncProperty, constantFrom, integer, record } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { leaseMs } from '../../../shared/job/lease.ts';
import { reservedOn } from '../../../shared/money/budget.ts';
import { noSpending } from '../../../shared/money/spending.ts';
import { budgetLimit, spending } from '../../builders/budget.ts';
import { ManualClock } from '../../fakes/manual-clock.ts';
import { MemoryBudgets } from '../../fakes/memory-budgets.ts';

const date = '2026-05-04';
const scope = 'all';
const limit = { ...budgetLimit(), billionths: 1_000 };

const jobs = Array.from({ length: 6 }, (_, index) => `job-${index}`);
const step = record({
  job: constantFrom(...jobs),
  deed: constantFrom('reserve', 'renew', 'settle', 'die', 'wait'),
  amount: integer({ min: 0, max: 700 }),
});

describe('a budget', () => {
  it('is exceeded only by what calls cost beyond their estimates, and ends with nothing reserved', async () => {
    await assert(
      asyncProperty(array(step, { maxLength: 60 }), async (steps) => {
        const clock = new ManualClock();
        const budgets = new MemoryBudgets(clock);
        const estimates = new Map<string, number>();
        let beyondEstimates = 0;

        for (const { job, deed, amount } of steps) {
          const share = { date, scope, jobId: job, owner: `worker of ${job}` };
          if (deed === 'wait') await clock.advance(amount * 100);
          if (deed === 'die') estimates.delete(job);
          if (deed === 'renew' && estimates.has(job)) await budgets.renew(share);
          if (deed === 'reserve' && (await budgets.reserve(share, spending(amount), limit))) {
            estimates.set(job, amount);
          }
          if (deed === 'settle' && (await budgets.settle(share, spending(amount)))) {
            beyondEstimates += Math.max(0, amount - (estimates.get(job) ?? 0));
          }
          const day = await budgets.day(date, scope);
          const reserved = reservedOn(day).billionths;
          expect(day.usedBillionths).toBe(day.settledBillionths + reserved);
          expect(day.usedBillionths).toBeLessThanOrEqual(limit.billionths + beyondEstimates);
        }

        await clock.advance(leaseMs + 1);
        const last = { date, scope, jobId: 'last', owner: 'last worker' };
        await budgets.reserve(last, spending(Number.MAX_SAFE_INTEGER), limit);
        await budgets.settle(last, noSpending);
        expect((await budgets.day(date, scope)).reservations).toEqual({});
      }),
    );
  });
});

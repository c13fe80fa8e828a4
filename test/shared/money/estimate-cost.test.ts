import { assert, integer, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromBillionths, toBillionths } from '../../../shared/money/billionths.ts';
import { scopesOf } from '../../../shared/money/budget.ts';
import { estimateCost } from '../../../shared/money/estimate-cost.ts';
import { budgetReason, endOfDay, scopeOfReason } from '../../../shared/money/held-by-budget.ts';

const choice = { provider: 'deepseek', model: 'deepseek-flash' } as const;
const prompt = { instructions: 'a'.repeat(100), document: 'b'.repeat(200) };

describe('the estimate of a call', () => {
  it('is for the longest answer, with nothing from a cache, at the price of its hour', () => {
    const offPeak = estimateCost(
      { choice, prompt, maxOutputTokens: 1_000 },
      new Date('2026-10-20T20:00:00Z'),
    );
    const peak = estimateCost(
      { choice, prompt, maxOutputTokens: 1_000 },
      new Date('2026-10-20T02:00:00Z'),
    );

    expect(offPeak.tokens).toBe(1_105);
    expect(Number(peak.cost?.amount)).toBe(2 * Number(offPeak.cost?.amount));
  });

  it('counts an earlier answer and what is asked on it', () => {
    const followUp = { answer: 'c'.repeat(100), request: 'd'.repeat(100) };

    const { tokens } = estimateCost(
      { choice, prompt: { ...prompt, followUp }, maxOutputTokens: 1_000 },
      new Date(0),
    );

    expect(tokens).toBe(1_175);
  });

  it('has tokens but no cost where the price is not known', () => {
    const unknown = { ...choice, model: 'a model of tomorrow' };

    const estimate = estimateCost(
      { choice: unknown, prompt, maxOutputTokens: 1_000 },
      new Date('2026-10-20T20:00:00Z'),
    );

    expect(estimate).toEqual({ tokens: 1_105, cost: null });
  });
});

describe('amounts in billionths', () => {
  it('come back as they were, and are never less than what they stand for', () => {
    assert(
      property(integer({ min: 0, max: Number.MAX_SAFE_INTEGER }), (billionths) => {
        expect(toBillionths(fromBillionths(billionths))).toBe(billionths);
      }),
    );
    expect(toBillionths('0.0000000001')).toBe(1);
  });
});

describe('a job that a budget holds', () => {
  it('says which budget, and until which midnight', () => {
    expect(budgetReason('meeting-minutes', '2026-05-04')).toBe('budget meeting-minutes 2026-05-04');
    expect(scopeOfReason('budget meeting-minutes 2026-05-04')).toBe('meeting-minutes');
    expect(endOfDay('2026-12-31').toISOString()).toBe('2027-01-01T00:00:00.000Z');
  });

  it('is told from one that something else holds', () => {
    assert(
      property(string(), (reason) => {
        expect(scopeOfReason(reason)).toBeNull();
      }),
    );
    expect(scopeOfReason(null)).toBeNull();
  });

  it('counts against the budget over all and that of its analysis, and each once', () => {
    expect(scopesOf('meeting-minutes')).toEqual(['all', 'meeting-minutes']);
    expect(scopesOf('all')).toEqual(['all']);
  });
});

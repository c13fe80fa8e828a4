import { Big } from 'big.js';
import { assert, constantFrom, date, nat, property, record } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { costOfCall } from '../../../shared/money/cost-of-call.ts';

const offPeak = new Date('2026-11-23T12:00:00Z');
const peak = new Date('2026-11-23T02:00:00Z');

/** 10,000 prompt tokens that no cache served, and 1,000 of completion. */
const usage = {
  promptTokens: 10_000,
  cachedPromptTokens: 0,
  completionTokens: 1000,
  reasoningTokens: null,
};

describe('the cost of a call', () => {
  it.each([
    { provider: 'deepseek', model: 'deepseek-flash', startedAt: offPeak, amount: '0.002100' },
    { provider: 'deepseek', model: 'deepseek-flash', startedAt: peak, amount: '0.004200' },
    { provider: 'deepseek', model: 'deepseek-v4-pro', startedAt: offPeak, amount: '0.008580' },
    { provider: 'deepseek', model: 'deepseek-v4-pro', startedAt: peak, amount: '0.017160' },
    {
      provider: 'cometapi',
      model: 'DeepSeek-V3.2-Exp-nothinking',
      startedAt: peak,
      amount: '0.002550',
    },
    { provider: 'offline', model: 'offline-extractive', startedAt: peak, amount: '0.000000' },
  ] as const)('is what $provider lists for $model: $amount', ({ amount, ...call }) => {
    expect(costOfCall({ ...call, usage })?.amount).toBe(amount);
  });

  it('takes the cached part of the prompt at its own price and writes every decimal', () => {
    const cost = costOfCall({
      provider: 'deepseek',
      model: 'deepseek-flash',
      usage: { ...usage, cachedPromptTokens: 3 },
      startedAt: offPeak,
    });

    // 9,997 at 0.15, 3 at 0.003 and 1,000 at 0.60, each per million.
    expect(cost).toEqual({
      amount: '0.002099559',
      currency: 'USD',
      priceList: 'deepseek 2026-09-10 off-peak',
    });
  });

  it.each(['promptTokens', 'cachedPromptTokens', 'completionTokens'] as const)(
    'is not known while %s is not, where the list prices it apart',
    (count) => {
      const call = { provider: 'deepseek', model: 'deepseek-flash', startedAt: offPeak } as const;

      expect(costOfCall({ ...call, usage: { ...usage, [count]: null } })).toBeNull();
    },
  );

  it('asks for no cached count where the list has one price for the whole prompt', () => {
    const cost = costOfCall({
      provider: 'cometapi',
      model: 'deepseek-v3.2-exp',
      usage: { ...usage, cachedPromptTokens: null },
      startedAt: offPeak,
    });

    expect(cost?.amount).toBe('0.002550');
  });

  it('is not known where the counts contradict each other', () => {
    const cost = costOfCall({
      provider: 'deepseek',
      model: 'deepseek-flash',
      usage: { ...usage, cachedPromptTokens: 10_001 },
      startedAt: offPeak,
    });

    expect(cost).toBeNull();
  });

  it.each([
    ['custom', 'anything'],
    ['deepseek', 'a-model-of-tomorrow'],
    ['openai', 'gpt-6-luna'],
    ['openrouter', 'deepseek/deepseek-v3.2-exp'],
  ] as const)('is not known where no list has %s %s', (provider, model) => {
    expect(costOfCall({ provider, model, usage, startedAt: offPeak })).toBeNull();
  });

  it('never falls when a call used more tokens', () => {
    assert(
      property(
        record({
          model: constantFrom('deepseek-flash', 'deepseek-v4-pro'),
          startedAt: date({
            min: new Date('2026-08-17T00:00:00Z'),
            max: new Date('2027-12-31T00:00:00Z'),
            noInvalidDate: true,
          }),
          cached: nat(1_000_000),
          uncached: nat(1_000_000),
          completion: nat(400_000),
          more: record({ cached: nat(1000), uncached: nat(1000), completion: nat(1000) }),
        }),
        ({ model, startedAt, cached, uncached, completion, more }) => {
          const amountOf = (extra: typeof more): Big =>
            new Big(
              costOfCall({
                provider: 'deepseek',
                model,
                startedAt,
                usage: {
                  promptTokens: cached + uncached + extra.cached + extra.uncached,
                  cachedPromptTokens: cached + extra.cached,
                  completionTokens: completion + extra.completion,
                  reasoningTokens: null,
                },
              })?.amount ?? -1,
            );

          const less = amountOf({ cached: 0, uncached: 0, completion: 0 });

          expect(less.gte(0)).toBe(true);
          expect(amountOf(more).gte(less)).toBe(true);
        },
      ),
    );
  });
});

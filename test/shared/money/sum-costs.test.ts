import { array, assert, nat, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Money, sumCosts } from '../../../shared/money/sum-costs.ts';

function millionths(count: number): Money {
  return {
    amount: String(count)
      .padStart(7, '0')
      .replace(/(\d{6})$/, '.$1'),
    currency: 'USD',
    priceList: 'test',
  };
}

describe('the sum of costs', () => {
  it('is exact, however many there are', () => {
    assert(
      property(array(nat(10_000_000)), (counts) => {
        const whole = counts.reduce((sum, count) => sum + count, 0);

        expect(sumCosts(counts.map((count) => millionths(count)))?.amount).toBe(
          millionths(whole).amount,
        );
      }),
    );
  });

  it('is the same in whatever groups it is taken', () => {
    assert(
      property(array(nat(10_000_000)), array(nat(10_000_000)), (left, right) => {
        const costs = [left, right].map((counts) => counts.map((count) => millionths(count)));

        expect(sumCosts(costs.map((group) => sumCosts(group)))).toEqual(sumCosts(costs.flat()));
      }),
    );
  });

  it('is not known where one of them is not', () => {
    expect(sumCosts([millionths(1), null])).toBeNull();
  });

  it('is not known across currencies', () => {
    expect(sumCosts([millionths(1), { ...millionths(1), currency: 'CNY' }])).toBeNull();
  });

  it('names every price list once', () => {
    const sum = sumCosts([
      { ...millionths(1), priceList: 'b' },
      { ...millionths(2), priceList: 'a' },
      { ...millionths(3), priceList: 'b' },
    ]);

    expect(sum).toEqual({ amount: '0.000006', currency: 'USD', priceList: 'a, b' });
  });

  it('is nothing for nothing', () => {
    expect(sumCosts([])).toEqual({ amount: '0.000000', currency: 'USD', priceList: 'none' });
  });
});

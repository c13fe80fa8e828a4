import { describe, expect, it } from 'vitest';
import { findPrice } from '../../../shared/money/find-price.ts';

function flashAt(at: string): string | undefined {
  return findPrice({ provider: 'deepseek', model: 'deepseek-flash' }, new Date(at))?.priceList;
}

describe('the price at an instant', () => {
  it.each([
    ['2026-08-16T15:59:59Z', 'deepseek 2026-04-26'],
    ['2026-08-16T16:00:00Z', 'deepseek 2026-08-16 off-peak'],
    ['2026-09-10T03:59:59Z', 'deepseek 2026-08-22 peak'],
    ['2026-09-10T04:00:00Z', 'deepseek 2026-09-10 off-peak'],
  ])('at %s is that of %s', (at, priceList) => {
    expect(flashAt(at)).toBe(priceList);
  });

  it.each([
    ['a Monday, first minute', '2026-11-23T01:00:00Z', 'peak'],
    ['a Monday, last minute of the morning', '2026-11-23T03:59:59Z', 'peak'],
    ['a Monday, after it', '2026-11-23T04:00:00Z', 'off-peak'],
    ['a Monday afternoon', '2026-11-23T09:59:59Z', 'peak'],
    ['a Monday evening', '2026-11-23T10:00:00Z', 'off-peak'],
    ['a Saturday', '2026-11-28T02:00:00Z', 'off-peak'],
    ['a Sunday', '2026-11-29T02:00:00Z', 'off-peak'],
    ['a public holiday in China', '2026-10-05T02:00:00Z', 'off-peak'],
  ])('knows the peak hours: %s', (_, at, kind) => {
    expect(flashAt(at)).toBe(`deepseek 2026-09-10 ${kind}`);
  });

  it('had peak hours on the one Saturday before weekends were let off', () => {
    expect(flashAt('2026-08-22T02:00:00Z')).toBe('deepseek 2026-08-16 peak');
    expect(flashAt('2026-08-23T02:00:00Z')).toBe('deepseek 2026-08-22 off-peak');
  });

  it('is not known before the first list', () => {
    expect(flashAt('2026-01-01T00:00:00Z')).toBeUndefined();
  });
});

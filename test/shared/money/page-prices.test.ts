import { describe, expect, it } from 'vitest';
import { costOfPages } from '../../../shared/money/page-prices.ts';

describe('the cost of recognized pages', () => {
  it.each([
    ['textract', 1_000, '1.500000'],
    ['textract', 0, '0.000000'],
    ['tesseract', 3, '0.000000'],
  ])('of %s for %i pages is %s', (provider, pages, amount) => {
    const startedAt = new Date('2026-05-04T08:00:00Z');

    const cost = costOfPages({ provider, pages, startedAt });

    expect(cost).toMatchObject({ amount, currency: 'USD' });
  });

  it.each([
    ['somebody else', '2026-05-04T08:00:00Z'],
    ['textract', '2019-05-29T00:00:00Z'],
  ])('is not known of %s at %s', (provider, startedAt) => {
    expect(costOfPages({ provider, pages: 1, startedAt: new Date(startedAt) })).toBeNull();
  });
});

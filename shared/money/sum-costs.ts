import { Big } from 'big.js';
import { writeAmount } from './write-amount.ts';

/** An exact amount, never rounded, and the price lists that it was computed with. */
export interface Money {
  /** Plain decimal with at least six places. */
  readonly amount: string;
  /** ISO 4217. */
  readonly currency: string;
  /** For people; where several took part, in alphabetical order with commas between them. */
  readonly priceList: string;
}

/**
 * The sum of costs; `null` where one of them is not known, or where their currencies differ, since
 * an amount in two currencies is no amount. Nothing at all costs 0 USD, by the price list `none`.
 */
export function sumCosts(costs: readonly (Money | null)[]): Money | null {
  const known = costs.filter((cost) => cost !== null);
  const currencies = new Set(known.map(({ currency }) => currency));
  if (known.length < costs.length || currencies.size > 1) return null;

  const [currency = 'USD'] = currencies;
  const total = known.reduce((sum, { amount }) => sum.plus(amount), new Big(0));
  const priceLists = new Set(
    known.flatMap(({ priceList }) => priceList.split(', ')).filter((name) => name !== 'none'),
  );
  return {
    amount: writeAmount(total),
    currency,
    priceList: [...priceLists].toSorted().join(', ') || 'none',
  };
}

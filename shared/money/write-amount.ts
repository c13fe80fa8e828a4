import type { Big } from 'big.js';

/** Places that are always written, so that columns of small amounts line up. */
const leastPlaces = 6;

/** An exact amount in plain notation, with at least six places and as many more as it needs. */
export function writeAmount(amount: Big): string {
  const exact = amount.toFixed();
  const places = exact.split('.')[1]?.length ?? 0;
  return places >= leastPlaces ? exact : amount.toFixed(leastPlaces);
}

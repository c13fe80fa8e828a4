import { Big } from 'big.js';
import { writeAmount } from './write-amount.ts';

/**
 * Amounts as whole billionths of their currency: what a database can add and compare by itself.
 *
 * A price of 0.007 a million tokens is seven billionths a token; what is finer is rounded up. A
 * double holds nine million of a currency this way.
 */
const perUnit = 1_000_000_000;

/** @param amount exact decimal */
export function toBillionths(amount: string): number {
  return new Big(amount).times(perUnit).round(0, Big.roundUp).toNumber();
}

/** An exact decimal. */
export function fromBillionths(billionths: number): string {
  return writeAmount(new Big(billionths).div(perUnit));
}

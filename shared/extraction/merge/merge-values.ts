import { Big } from 'big.js';
import type { MergeRule } from '../../analysis/merge-rules.ts';
import { identityOf, isEmpty, isObject } from './same-value.ts';

/**
 * Makes one value of what parts say, by a rule that needs no model.
 *
 * @param values in the order of the document; at least one
 */
export function mergeValues(rule: Exclude<MergeRule, 'ask'>, values: readonly unknown[]): unknown {
  const said = values.filter((value) => !isEmpty(value));
  if (said.length === 0) return values[0];
  switch (rule) {
    case 'first':
      return said[0];
    case 'last':
      return said.at(-1);
    case 'majority':
      return mostFrequent(said);
    case 'sum':
      return sum(said);
    case 'concatenate':
      return itemsOf(said);
    case 'deduplicate':
      return firstOfEach(itemsOf(said), identityOf);
    default:
      return firstOfEach(itemsOf(said), (item) => identityBy(rule.deduplicateBy, item));
  }
}

/** The first of each of the values that say the same. */
export function firstOfEach(
  values: readonly unknown[],
  identity: (value: unknown) => string,
): unknown[] {
  const seen = new Map<string, unknown>();
  for (const value of values) {
    const key = identity(value);
    if (!seen.has(key)) seen.set(key, value);
  }
  return [...seen.values()];
}

/** Items that say nothing in all of the named properties are not the same for that. */
function identityBy(names: readonly string[], item: unknown): string {
  if (!isObject(item)) return identityOf(item);
  const named = names.map((name) => item[name] ?? null);
  return named.every(isEmpty) ? identityOf(item) : identityOf(named);
}

function itemsOf(lists: readonly unknown[]): unknown[] {
  return lists.flatMap((list): unknown[] => (Array.isArray(list) ? list : []));
}

function mostFrequent(values: readonly unknown[]): unknown {
  const counts = new Map<string, { readonly value: unknown; count: number }>();
  for (const value of values) {
    const key = identityOf(value);
    const known = counts.get(key);
    if (known === undefined) counts.set(key, { value, count: 1 });
    else known.count += 1;
  }
  const [first, ...others] = counts.values();
  return others.reduce((best, other) => (other.count > (best?.count ?? 0) ? other : best), first)
    ?.value;
}

/** Exact, so that it does not matter how a document was cut. */
function sum(values: readonly unknown[]): number {
  const numbers = values.filter((value) => typeof value === 'number');
  return numbers.reduce((total, number) => total.plus(number), new Big(0)).toNumber();
}

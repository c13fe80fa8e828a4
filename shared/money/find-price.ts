import type { ProviderName } from '../extraction/provider-names.ts';
import { type PeakHours, type PriceList, priceLists, type TokenPrices } from './price-lists.ts';

/** What tokens of one model cost at one instant. */
export interface FoundPrice {
  readonly prices: TokenPrices;
  readonly currency: string;
  /** Names the list for people, for example `deepseek 2026-09-10 off-peak`. */
  readonly priceList: string;
}

/** @param at the start of the call: the instant whose price is billed */
export function findPrice(
  model: { readonly provider: ProviderName; readonly model: string },
  at: Date,
  lists: readonly PriceList[] = priceLists,
): FoundPrice | null {
  const list = lists
    .filter(({ provider }) => provider === model.provider)
    .filter(({ models }) => models === null || models.includes(model.model.toLowerCase()))
    .filter(({ from }) => Date.parse(from) <= at.getTime())
    .reduce<PriceList | null>((latest, next) => (isLater(next, latest) ? next : latest), null);
  if (list === null) return null;

  const { provider, from, currency, peak } = list;
  const named = `${provider} ${from.slice(0, 10)}`;
  if (peak === null) return { prices: list.prices, currency, priceList: named };
  return isPeak(peak, at)
    ? { prices: peak.prices, currency, priceList: `${named} peak` }
    : { prices: list.prices, currency, priceList: `${named} off-peak` };
}

function isLater(next: PriceList, latest: PriceList | null): boolean {
  return latest === null || Date.parse(next.from) >= Date.parse(latest.from);
}

function isPeak({ hours, weekdays, exceptDates }: PeakHours, at: Date): boolean {
  const hour = at.getUTCHours();
  return (
    hours.some(([from, until]) => from <= hour && hour < until) &&
    weekdays.includes(at.getUTCDay()) &&
    !exceptDates.includes(at.toISOString().slice(0, 10))
  );
}

import { Big } from 'big.js';
import type { ProviderName } from '../extraction/provider-names.ts';
import { findPrice } from './find-price.ts';
import type { Money } from './sum-costs.ts';
import type { TokenUsage } from './token-usage.ts';
import { writeAmount } from './write-amount.ts';

/** Prices are per million tokens. A product, since Big rounds quotients and never products. */
const perToken = '0.000001';

/**
 * What one call cost, exactly; `null` where that is not known.
 *
 * It is known when the price is, and the counts of prompt and completion are. The count of cached
 * prompt tokens has to be known too where the list prices them apart; where the list has one price
 * for all prompt tokens it is not asked for. Reasoning is part of the completion and costs the same.
 *
 * @param call `model` is the id that was asked for, `startedAt` decides list and hour
 */
export function costOfCall(call: {
  readonly provider: ProviderName;
  readonly model: string;
  readonly usage: TokenUsage;
  readonly startedAt: Date;
}): Money | null {
  const found = findPrice(call, call.startedAt);
  if (found === null) return null;

  const { prices, currency, priceList } = found;
  const { promptTokens, completionTokens } = call.usage;
  const cachedTokens = prices.cachedPrompt === null ? 0 : call.usage.cachedPromptTokens;
  if (promptTokens === null || completionTokens === null || cachedTokens === null) return null;
  // More cached than there were: the counts contradict each other, so neither is believed.
  if (cachedTokens > promptTokens) return null;

  const amount = new Big(prices.prompt)
    .times(promptTokens - cachedTokens)
    .plus(new Big(prices.cachedPrompt ?? 0).times(cachedTokens))
    .plus(new Big(prices.completion).times(completionTokens));
  return { amount: writeAmount(amount.times(perToken)), currency, priceList };
}

/** What calls cost, or may cost at most: an amount of a budget's currency, and tokens. */
export interface Spending {
  /** In billionths of the currency. */
  readonly billionths: number;
  /** Prompt and completion together, cached prompt and reasoning included. */
  readonly tokens: number;
  /** Calls among them whose price is not known: their amount counts as nothing above. */
  readonly unpricedCalls: number;
}

export const noSpending: Spending = { billionths: 0, tokens: 0, unpricedCalls: 0 };

export function addSpending(one: Spending, other: Spending): Spending {
  return {
    billionths: one.billionths + other.billionths,
    tokens: one.tokens + other.tokens,
    unpricedCalls: one.unpricedCalls + other.unpricedCalls,
  };
}

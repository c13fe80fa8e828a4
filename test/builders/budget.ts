import { toBillionths } from '../../shared/money/billionths.ts';
import type { BudgetLimit } from '../../shared/money/budget.ts';
import type { Spending } from '../../shared/money/spending.ts';

/** A budget over all analyses without any limit; `parts` says otherwise. */
export function budgetLimit(
  parts: Partial<Omit<BudgetLimit, 'billionths'>> & { readonly amount?: string } = {},
): BudgetLimit {
  const { amount, ...others } = parts;
  return {
    scope: 'all',
    billionths: amount === undefined ? null : toBillionths(amount),
    currency: 'USD',
    tokens: null,
    unknownPrice: 'hold',
    changedAt: '2026-05-04T00:00:00.000Z',
    ...others,
  };
}

/** An amount in billionths, and tokens. */
export function spending(billionths: number, tokens = 0): Spending {
  return { billionths, tokens, unpricedCalls: 0 };
}

import { fromBillionths } from '../../shared/money/billionths.ts';
import { type BudgetLimit, isLimited } from '../../shared/money/budget.ts';
import type { ShownBudget } from '../money/read-budgets.ts';
import { renderTable } from './render-table.ts';

const head = ['budget', 'date', 'what', 'limit', 'settled', 'reserved', 'held jobs'];

/** A table of budgets: a row for money, one for tokens, of what each limits. */
export function renderBudgets(budgets: readonly ShownBudget[]): string {
  return renderTable(head, budgets.flatMap(rowsOf), { leftAligned: 3 });
}

function rowsOf(budget: ShownBudget): string[][] {
  const { scope, date, currency, limit, settled, reserved, unpricedCalls } = budget;
  const held = String(budget.heldJobs);
  const unpriced = unpricedCalls === 0 ? '' : ' + ?';
  return [
    ...(limit.amount === null
      ? []
      : [
          [
            scope,
            date,
            currency,
            limit.amount,
            `${settled.amount}${unpriced}`,
            reserved.amount,
            held,
          ],
        ]),
    ...(limit.tokens === null
      ? []
      : [
          [
            scope,
            date,
            'tokens',
            ...[limit.tokens, settled.tokens, reserved.tokens].map(String),
            held,
          ],
        ]),
  ];
}

/** A limit in words: `5.000000 USD and 4000000 tokens a day`. */
export function describeLimit(limit: BudgetLimit): string {
  if (!isLimited(limit)) return 'no limit';
  const { billionths, currency, tokens, unknownPrice } = limit;
  const parts = [
    ...(billionths === null ? [] : [`${fromBillionths(billionths)} ${currency}`]),
    ...(tokens === null ? [] : [`${tokens} tokens`]),
  ];
  const unknown =
    billionths !== null && unknownPrice === 'allow' ? ', calls of unknown price let through' : '';
  return `${parts.join(' and ')} a day${unknown}`;
}

import { PipelineError } from './pipeline-error.ts';

/** A budget that keeps a job from being paid for today. */
export abstract class HeldByBudget extends PipelineError {
  readonly retryable = true;
  /** `all`, or the name of an analysis. */
  readonly scope: string;
  /** UTC date of the budget's day. */
  readonly date: string;

  constructor(message: string, { scope, date }: { readonly scope: string; readonly date: string }) {
    super(message);
    this.scope = scope;
    this.date = date;
  }
}

/** What the job's next call may cost does not fit what is left of a day's budget. */
export class BudgetExceeded extends HeldByBudget {
  readonly code = 'BUDGET_EXCEEDED';

  /** @param shortage what is spent of which limit, and what the job may spend, in words */
  constructor(day: { readonly scope: string; readonly date: string }, shortage: string) {
    super(`the budget "${day.scope}" of ${day.date} has no room: ${shortage}`, day);
  }
}

/** Money has a limit, and nobody knows what the model costs. */
export class PriceUnknown extends HeldByBudget {
  readonly code = 'PRICE_UNKNOWN';

  constructor(model: string, day: { readonly scope: string; readonly date: string }) {
    super(
      `the price of model ${model} is not known, and the budget "${day.scope}" limits money`,
      day,
    );
  }
}

/** The budget has room, but running jobs have reserved it; most of them will not need all of it. */
export class BudgetReserved extends PipelineError {
  readonly code = 'BUDGET_RESERVED';
  readonly retryable = true;

  constructor(scope: string) {
    super(
      `running jobs have reserved what is left of the budget "${scope}"; the job waits for them`,
    );
  }
}

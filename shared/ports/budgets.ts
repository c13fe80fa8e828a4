import type { BudgetDay, BudgetLimit } from '../money/budget.ts';
import type { Spending } from '../money/spending.ts';

/** A job's part of a budget's day. */
export interface BudgetShare {
  /** UTC date, `YYYY-MM-DD`. */
  readonly date: string;
  readonly scope: string;
  readonly jobId: string;
  /** Who runs the job: another owner's reservation is replaced, and never settled. */
  readonly owner: string;
}

/** What may be spent on a day, what was, and what running jobs may still spend. */
export interface Budgets {
  /**
   * Every limit that was ever set, also those that were removed.
   *
   * @param maximumAgeMs how old the answer may be, in milliseconds; 0: what is stored now
   */
  limits(maximumAgeMs: number): Promise<readonly BudgetLimit[]>;

  /** Sets a limit, or removes one by setting it to nothing. */
  setLimit(limit: BudgetLimit): Promise<void>;

  /** What a scope has spent on a date, and what is reserved. */
  day(date: string, scope: string): Promise<BudgetDay>;

  /**
   * Makes a share's reservation for a lease, or makes it larger or smaller, if the limit has room
   * for it beside everything that is settled and reserved. Reservations whose lease has run out are
   * let go first where there is none.
   *
   * @returns whether it is reserved; else nothing has changed
   */
  reserve(share: BudgetShare, wanted: Spending, limit: BudgetLimit): Promise<boolean>;

  /** Keeps a reservation for another lease; does nothing where there is none. */
  renew(share: BudgetShare): Promise<void>;

  /**
   * Ends a reservation, and counts what was spent instead of it.
   *
   * @returns false where there was no reservation: then nothing is counted
   */
  settle(share: BudgetShare, spent: Spending): Promise<boolean>;

  /** Counts what workers of the job spent that died; what the last of them had reserved is let go. */
  book(share: BudgetShare, spent: Spending): Promise<void>;
}

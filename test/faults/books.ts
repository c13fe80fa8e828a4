import type { Records } from './book-records.ts';
import { checkAnswers, checkExchanges, checkLost, checkPaidOnce } from './check-answers.ts';
import { checkJobs, checkResults, checkUploads, checkWaiting } from './check-jobs.ts';
import { checkCosts, checkLeftovers, checkTotal } from './check-money.ts';
import { countBooks, type BookFigures } from './count-books.ts';

/** One thing that has to be true of the books, and by which ids it is not. */
interface Check {
  readonly name: string;
  /** Empty where it is true. */
  readonly violations: readonly string[];
  /**
   * Whether what is compared is known; else there are no violations to find.
   *
   * @default true
   */
  readonly isKnown?: boolean;
}

export interface Books {
  readonly balance: boolean;
  readonly checks: readonly Check[];
  readonly figures: BookFigures;
}

/** Balances what was uploaded, what became of it, and what it cost. */
export function balanceBooks(records: Records): Books {
  const checks: readonly Check[] = [
    { name: 'every upload and archive member is one job', violations: checkUploads(records) },
    { name: 'every job is of an upload', violations: checkJobs(records) },
    { name: 'every job has ended, or waits with a reason', violations: checkWaiting(records) },
    { name: 'every ended job has its result, with a reason', violations: checkResults(records) },
    { name: 'no answer that was kept is paid again', violations: checkPaidOnce(records) },
    {
      name: 'every whole answer is kept, or booked as lost',
      violations: checkAnswers(records),
      isKnown: records.answers !== null,
    },
    {
      name: 'no more calls are booked as lost than may have been',
      violations: checkLost(records),
      isKnown: records.answers !== null,
    },
    { name: 'every kept answer is one ledger line', violations: checkExchanges(records) },
    { name: 'results cost what the ledger says', violations: checkCosts(records) },
    { name: 'all results cost what the ledger says', violations: checkTotal(records) },
    { name: 'nothing is reserved, nothing lies dead', violations: checkLeftovers(records) },
  ];
  return {
    balance: checks.every(({ violations }) => violations.length === 0),
    checks,
    figures: countBooks(records),
  };
}

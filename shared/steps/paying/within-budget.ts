import type { CallBudget } from './ask.ts';
import { AttemptBudget, type BudgetPorts } from './attempt-budget.ts';
import type { OwnedJob } from '../running/own-job.ts';
import { whileBeating } from '../running/while-beating.ts';

/**
 * Does the work of one attempt within the budgets of its day: its calls reserve what they may cost
 * before they are made, and what they did cost is counted when the work has ended in whatever way.
 * An attempt that runs over midnight is of the day on which it began.
 */
export async function withinBudget<Result>(
  job: OwnedJob,
  ports: BudgetPorts,
  work: (budget: CallBudget) => Promise<Result>,
): Promise<Result> {
  const budget = new AttemptBudget(job, ports);
  try {
    return await whileBeating({ ...ports, beat: () => budget.renew() }, () => work(budget));
  } finally {
    await budget.settle();
  }
}

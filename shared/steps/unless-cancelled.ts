import { JobCancelled } from '../failure/job-errors.ts';
import type { CallBudget } from './ask.ts';
import type { Hold } from './own-job.ts';

/** Refuses every further call of a job that an operator wants to end: each one asks for room first. */
export function unlessCancelled(
  budget: CallBudget,
  { isCancelled }: Pick<Hold, 'isCancelled'>,
): CallBudget {
  return {
    reserve: async (requestHash, call) => {
      if (isCancelled()) throw new JobCancelled();
      await budget.reserve(requestHash, call);
    },
    answered: (exchange) => budget.answered(exchange),
    lost: (requestHash, call) => budget.lost(requestHash, call),
  };
}

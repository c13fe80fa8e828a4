import type { Job } from '../../../../shared/job/job.ts';
import { cancelJob } from '../../../../shared/steps/operating/cancel-job.ts';
import { retryJob } from '../../../../shared/steps/operating/retry-job.ts';
import { budgetLimit } from '../../../builders/budget.ts';
import type { Act, Setting } from '../setting.ts';
import { shortDocument, title } from './answers.ts';
import { scan } from './documents.ts';
import { longDocument } from './long-documents.ts';
import { twoDocuments } from './providers.ts';

const didNotSucceed = new Set<Job['status']>(['FAILED', 'INCOMPLETE', 'CANCELLED']);

/** Somebody has every job tried again that did not succeed. */
function retryAfter(minutes: number): Act {
  return {
    name: 'retry',
    notBefore: minutes,
    isWanted: (jobs) => jobs.some(({ status }) => didNotSucceed.has(status)),
    act: async (ports) => {
      for (const status of didNotSucceed) {
        for (const jobId of await ports.jobs.listByStatus(status, 10)) {
          const job = await ports.jobs.get(jobId);
          const wanted = { notBefore: ports.clock.now(), isFresh: false };
          if (job !== undefined) await retryJob(job, wanted, ports);
        }
      }
    },
  };
}

/** Somebody cancels the only job. */
function cancelAfter(minutes: number, { jobs: [job] = [] }: Setting): Act {
  return {
    name: 'cancel',
    notBefore: minutes,
    isWanted: () => true,
    act: (ports) => cancelJob(job?.jobId ?? '', ports),
  };
}

/** A long document is cancelled in its first call, and tried again later. */
export function cancelledAndRetried(): Setting {
  const setting = longDocument();
  return { ...setting, acts: [cancelAfter(0.1, setting), retryAfter(3)] };
}

/** A scan is cancelled while its text is recognized. */
export function cancelledScan(): Setting {
  const setting = scan();
  const acts = [cancelAfter(0.3, setting)];
  return { ...setting, acts, mayEndAs: ['SUCCEEDED'], mayAskOtherwise: true };
}

/** A budget has room for one call, and is raised while a job is held by it. */
export function raisedBudget(): Setting {
  const raise: Act = {
    name: 'budget',
    notBefore: 2,
    isWanted: () => true,
    act: async ({ budgets, clock }) =>
      budgets.setLimit(budgetLimit({ tokens: 1_000_000, changedAt: clock.now().toISOString() })),
  };
  return { ...twoDocuments(), budget: budgetLimit({ tokens: 9_000 }), acts: [raise] };
}

/** What is answered is of no use until somebody has the job tried again. */
export function failedAndRetried(): Setting {
  const repaired = new Date('2026-05-04T08:04:00.000Z');
  return {
    ...shortDocument(),
    answer: (_request, now) => (now < repaired ? 'I cannot do that.' : title),
    acts: [retryAfter(4)],
    mayAskOtherwise: true,
  };
}

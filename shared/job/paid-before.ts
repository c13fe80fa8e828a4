import { Big } from 'big.js';
import { nothingPaid, type Outcome, unknownPaid } from './build-result.ts';
import type { Job } from './job.ts';

type Paid = Pick<Outcome, 'usage' | 'cost'>;

/**
 * What a job paid before the attempt that takes it now.
 *
 * An attempt that gave the job back wrote it down; of one that died nothing is known.
 *
 * @param job as it was before it was taken
 */
export function paidBefore(job: Job): Paid {
  const { startedAt, usage, cost } = job;
  if (startedAt === null) return nothingPaid;
  return hasDied(job) || usage === null ? unknownPaid : { usage, cost };
}

/**
 * The same of a job that ends before its document is read again: the pages of a recognition that no
 * attempt has fetched yet may be billed.
 */
export function paidUnread(job: Job): Paid {
  const paid = paidBefore(job);
  return isRecognitionUnfetched(job) ? { ...paid, cost: null } : paid;
}

/** Attempts that come after the one which started it count its pages themselves. */
function isRecognitionUnfetched({ recognition, startedAt }: Job): boolean {
  return recognition !== null && startedAt !== null && startedAt <= recognition.startedAt;
}

/** Whether the worker of the job's last attempt died before it could tell anything. */
function hasDied({ startedAt, status, usage }: Job): boolean {
  return startedAt !== null && (status === 'RUNNING' || usage === null);
}

/** An outcome that came before the model was asked again tells what was paid before. */
export function withPaidBefore<Ended extends Outcome>(outcome: Ended, before: Paid): Ended {
  const hasAsked = outcome.usage.exchanges > 0 || outcome.cost === null;
  if (hasAsked) return outcome;
  return { ...outcome, usage: before.usage, cost: moreOf(outcome.cost, before.cost) };
}

/** Pages of a scan may be paid in this attempt, and count again in each that follows. */
function moreOf(now: Outcome['cost'], before: Outcome['cost']): Outcome['cost'] {
  if (now === null || before === null) return null;
  return new Big(now.amount).gt(before.amount) ? now : before;
}

import type { FindQuestion, Question } from '../../extraction/question.ts';
import { JobCancelled, LeaseLost } from '../../failure/job-errors.ts';
import { PipelineError } from '../../failure/pipeline-error.ts';
import { UnknownAnalysis } from '../../failure/upload-errors.ts';
import { describeFailure } from '../../failure/describe-failure.ts';
import { failedBeforeAsking, type Outcome } from '../../job/build-result.ts';
import type { Job } from '../../job/job.ts';
import type { JobMessage } from '../../job/job-message.ts';
import { isFinal } from '../../job/job-status.ts';
import { noSetbacks, type Setbacks, take } from '../../job/moves.ts';
import { paidBefore, paidUnread, withPaidBefore } from '../../job/paid-before.ts';
import { closeUnaskedBreakers } from '../paying/close-unasked-breakers.ts';
import { namingProvider } from '../paying/ask-any-provider.ts';
import type { DeferPorts } from './defer-job.ts';
import { type Attempt, endOrGiveBack } from './end-attempt.ts';
import { type Extracted, extractOutput, type ExtractPorts } from './extract-output.ts';
import type { BudgetPorts } from '../paying/attempt-budget.ts';
import type { FinishPorts } from './finish-job.ts';
import { type Hold, type Invocation, type OwnedJob, whileOwning, workEndsAt } from './own-job.ts';
import { outlastOutage } from '../outlast-outage.ts';
import { recoverJob } from './recover-job.ts';
import { replaceJob, type ReplacePorts } from './replace-job.ts';
import { sendJob } from './send-job.ts';
import { withinBudget } from '../paying/within-budget.ts';

export interface ProcessPorts
  extends ExtractPorts, FinishPorts, DeferPorts, ReplacePorts, BudgetPorts {
  readonly findQuestion: FindQuestion;
  /** A name that no other worker has, a fresh one for every job. */
  readonly newOwner: () => string;
}

/**
 * Runs a job as far as it goes: to its end, back to its queue, or until its scan is recognized, its
 * provider takes calls again or a budget has room. A message that is not of the job's present
 * attempt, or meets a living lease or a final state, is dropped; one that meets a lease which has run
 * out brings the job back to its queue, to be tried alone.
 *
 * @throws {Error} only where a failure has no name: then the message is to be delivered again
 */
export async function processJob(
  message: JobMessage,
  ports: ProcessPorts,
  invocation: Invocation,
): Promise<void> {
  // A message that fails is a delivery nearer to the dead letters, and comes back to the same table.
  const patience = { ...ports, until: workEndsAt(invocation) };
  const job = await outlastOutage(() => ports.jobs.get(message.jobId), patience);
  if (job === undefined || !isMeantBy(message, job, ports.clock.now())) {
    dropMessage(message, ports);
    return;
  }
  if (job.status === 'RUNNING') {
    await recoverJob(job, ports);
    return;
  }
  const waitMs = untilMs(job.notBefore, ports.clock.now());
  if (waitMs > 0 && !job.cancelRequested) {
    await sendJob(job, ports.queue, waitMs);
    return;
  }
  const asked = await findOrFail(job, ports);
  if ('question' in asked) await closeUnaskedBreakers(job, asked.question, ports);
  if ('question' in asked && asked.question.revision !== job.revision) {
    await replaceJob(job, asked.question, ports);
    return;
  }
  const owner = ports.newOwner();
  const taken = await ports.jobs.move(job.jobId, take(job, owner, ports.clock.now()));
  if (taken === undefined) {
    dropMessage(message, ports);
    return;
  }
  try {
    const before = 'question' in asked ? paidBefore(job) : paidUnread(job);
    await runJob({ ...taken, owner }, asked, { ports, invocation, before });
  } catch (error) {
    if (!(error instanceof LeaseLost)) throw error;
    ports.log.warn('lease lost', { jobId: job.jobId });
  }
}

/** How a job's analysis is asked here, or why it cannot be: a failure of the job like any other. */
type Asked = { readonly question: Question } | { readonly failure: PipelineError };

async function findOrFail(
  { analysis, cancelRequested }: Job,
  { findQuestion }: ProcessPorts,
): Promise<Asked> {
  if (cancelRequested) return { failure: new JobCancelled() };
  try {
    const question = await findQuestion(analysis);
    return question === undefined ? { failure: new UnknownAnalysis(analysis, []) } : { question };
  } catch (error) {
    if (!(error instanceof PipelineError)) throw error;
    return { failure: error };
  }
}

interface Run {
  readonly ports: ProcessPorts;
  readonly invocation: Invocation;
  readonly before: ReturnType<typeof paidBefore>;
}

async function runJob(job: OwnedJob, asked: Asked, run: Run): Promise<void> {
  const { ports, invocation } = run;
  await whileOwning(job, { ...ports, invocation }, async (hold) => {
    const extracted = await withinBudget(job, ports, async (budget): Promise<Extracted> => {
      if ('question' in asked)
        return extractOutput({ job, question: asked.question, hold, budget }, ports);
      const { failure } = asked;
      return { outcome: failedBeforeAsking(describeFailure(failure)), failure };
    });
    await endOrGiveBack(job, attemptOf(extracted, { job, asked, run, hold }), run);
  });
}

interface Attempted {
  readonly job: OwnedJob;
  readonly asked: Asked;
  readonly run: Run;
  readonly hold: Hold;
}

function attemptOf(extracted: Extracted, { job, asked, run, hold }: Attempted): Attempt {
  const { before, ports } = run;
  if ('started' in extracted) {
    const waiting = { recognition: extracted.started, ...before };
    return { waiting, setbacks: setbacksAfter(job, []) };
  }
  const paid = withPaidBefore(extracted.outcome, before);
  const outcome = 'question' in asked ? namingProvider(paid, asked.question, ports) : paid;
  const setbacks = setbacksAfter(job, outcome.exchanges);
  const { failure } = extracted;
  return { outcome, failure, setbacks, isCancelled: hold.cancelled.aborted };
}

/**
 * What counts against a job: nothing where this attempt paid for an answer that is of use, so that
 * such a job ends, however often it fails; and nobody is silent who gave any answer at all.
 */
function setbacksAfter(job: OwnedJob, exchanges: Outcome['exchanges']): Setbacks {
  const { jobId, startedAt, failedAttempts, crashes, unansweredSince } = job;
  const paid = exchanges.filter(
    ({ exchange: { paidBy } }) => paidBy.jobId === jobId && paidBy.startedAt >= (startedAt ?? ''),
  );
  if (paid.some(({ usable }) => usable)) return noSetbacks;
  return {
    failedAttempts,
    crashes,
    unansweredSince: paid.length > 0 ? null : unansweredSince,
  };
}

function dropMessage(message: JobMessage, { log }: Pick<ProcessPorts, 'log'>): void {
  log.info('message dropped', { jobId: message.jobId, attempt: message.attempt });
}

/** Whether the message is to run the job as it is: its present attempt, which nobody is working on. */
function isMeantBy(message: JobMessage, { status, attempt, leaseUntil }: Job, now: Date): boolean {
  const isAlive = status === 'RUNNING' && untilMs(leaseUntil, now) > 0;
  return !isFinal(status) && attempt === message.attempt && !isAlive;
}

function untilMs(time: string | null, now: Date): number {
  return time === null ? 0 : Date.parse(time) - now.getTime();
}

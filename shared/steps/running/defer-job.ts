import { pauseAfterLostCalls } from '../../extraction/lost-calls.ts';
import { describeFailure } from '../../failure/describe-failure.ts';
import { longestProviderWaitMs, withJitter } from '../../extraction/provider-wait.ts';
import { BudgetReserved } from '../../failure/budget-errors.ts';
import { ExchangeBusy, TimeIsShort } from '../../failure/job-errors.ts';
import {
  ModelCallCut,
  ModelCallError,
  ModelThrottled,
  ModelUnavailable,
} from '../../failure/model-errors.ts';
import type { PipelineError } from '../../failure/pipeline-error.ts';
import { ProviderBusy } from '../../failure/provider-errors.ts';
import { ServiceUnavailable } from '../../failure/service-errors.ts';
import type { Outcome } from '../../job/build-result.ts';
import type { Job } from '../../job/job.ts';
import { defer, type Setbacks } from '../../job/moves.ts';
import type { Clock } from '../../ports/clock.ts';
import type { JobQueue } from '../../ports/job-queue.ts';
import type { JobTable } from '../../ports/job-table.ts';
import type { Log } from '../../ports/log.ts';
import { outlastOutage } from '../outlast-outage.ts';
import type { OwnedJob } from './own-job.ts';
import { sendJob } from './send-job.ts';

export interface DeferPorts {
  readonly jobs: JobTable;
  readonly queue: JobQueue;
  readonly clock: Clock;
  readonly log: Log;
  /** A number from 0 to below 1, so that jobs which failed together do not come back together. */
  readonly random: () => number;
  /** Attempts after which a transient failure is final. */
  readonly maximumAttempts: number;
}

/** First pause before another attempt, doubled each time, in milliseconds. */
const firstPauseMs = 2_000;
const longestPauseMs = 900_000;

/** When to try a job again, and what counts against it then. */
export interface Again {
  readonly at: Date;
  readonly setbacks: Setbacks;
}

/**
 * When a job whose attempt ended with a failure is to be tried again, or `null` where it is not.
 *
 * Waiting for another worker's answer, for what others have reserved of a budget, or for a fresh
 * invocation is no failed attempt, so it is not bounded. Nor is waiting for a provider that takes no
 * calls, or for a service of AWS, but that ends after a day, whatever else it waits for meanwhile and
 * however long the provider asks for. Till then the pause, which doubles, half of it at random, is
 * never shorter than that. After a call that may have been billed it grows faster.
 */
export function tryAgain(
  failure: PipelineError,
  setbacks: Setbacks,
  { clock, random, maximumAttempts }: Pick<DeferPorts, 'clock' | 'random' | 'maximumAttempts'>,
): Again | null {
  const now = clock.now();
  if (failure instanceof ExchangeBusy) return { at: new Date(failure.until), setbacks };
  if (failure instanceof BudgetReserved) return { at: afterOthers(now, random), setbacks };
  if (failure instanceof TimeIsShort) return { at: now, setbacks };
  if (isUnanswered(failure)) return tryUntilAnswered(failure, setbacks, { clock, random });
  const failedAttempts = setbacks.failedAttempts + 1;
  if (!failure.retryable || failedAttempts >= maximumAttempts) return null;

  const pauseMs = pauseOf(firstPauseMs * 2 ** setbacks.failedAttempts, random);
  const askedMs = failure instanceof ModelCallError ? failure.askedWaitMs : 0;
  const ownMs = Math.max(pauseMs, pauseAfterLoss(failure, random));
  const at = new Date(now.getTime() + longerOf(ownMs, askedMs, random));
  return { at, setbacks: { ...setbacks, failedAttempts, ...answeredIf(failure) } };
}

/** Milliseconds; up to half as much more by chance, so that together they last as long as they should. */
function pauseAfterLoss(failure: PipelineError, random: () => number): number {
  if (!(failure instanceof ModelCallCut)) return 0;
  return pauseAfterLostCalls(failure.lostCalls) * (1 + random() / 2);
}

/** Any other failure of a call is one of a call that the provider has taken. */
function answeredIf(failure: PipelineError): Partial<Setbacks> {
  return failure instanceof ModelCallError ? { unansweredSince: null } : {};
}

type Unanswered = ModelThrottled | ModelUnavailable | ProviderBusy | ServiceUnavailable;

function isUnanswered(failure: PipelineError): failure is Unanswered {
  return (
    failure instanceof ModelThrottled ||
    failure instanceof ModelUnavailable ||
    failure instanceof ProviderBusy ||
    failure instanceof ServiceUnavailable
  );
}

/** The longer it has waited, the longer the next pause: it doubles as the others do. */
function tryUntilAnswered(
  failure: Unanswered,
  before: Setbacks,
  { clock, random }: Pick<DeferPorts, 'clock' | 'random'>,
): Again | null {
  const now = clock.now().getTime();
  const unansweredSince = before.unansweredSince ?? clock.now().toISOString();
  const waitedMs = now - Date.parse(unansweredSince);
  const leftMs = longestProviderWaitMs - waitedMs;
  if (leftMs <= 0) return null;

  const pauseMs = pauseOf(Math.max(firstPauseMs, waitedMs), random);
  // At its last moment it is tried once more.
  const at = new Date(now + Math.min(leftMs, longerOf(pauseMs, askedWaitMs(failure, now), random)));
  return { at, setbacks: { ...before, unansweredSince } };
}

/** How long the provider lets nobody ask; a service of AWS does not say. */
function askedWaitMs(failure: Unanswered, now: number): number {
  if (failure instanceof ServiceUnavailable) return 0;
  return failure instanceof ProviderBusy ? Date.parse(failure.until) - now : failure.askedWaitMs;
}

/** Milliseconds: our own pause, which chance is in, or the wait that was asked for with some. */
function longerOf(pauseMs: number, askedMs: number, random: () => number): number {
  return pauseMs >= askedMs ? pauseMs : withJitter(askedMs, random);
}

/** Milliseconds: half of it is chance. */
function pauseOf(wantedMs: number, random: () => number): number {
  const longestMs = Math.min(longestPauseMs, wantedMs);
  return longestMs / 2 + (random() * longestMs) / 2;
}

/** About as long as most answers take. */
const shortestWaitMs = 10_000;

/** In 10 to 20 seconds, so that jobs which wait for the same do not come back together. */
function afterOthers(now: Date, random: () => number): Date {
  return new Date(now.getTime() + shortestWaitMs * (1 + random()));
}

/** Why a job is given back, when it is tried again, and what this attempt came to. */
export interface GivenBack {
  readonly failure: PipelineError;
  readonly again: Again;
  readonly outcome: Pick<Outcome, 'usage' | 'cost' | 'progress'>;
  /** Until when table and queue are waited for. */
  readonly until: Date;
}

/**
 * Gives a job back to its queue: first the state, then the message. Where table or queue is away, it
 * waits for them: a job that its worker cannot give back would count as one that the worker died in.
 *
 * @returns the job as it is then; `undefined` where another owns it
 */
export async function deferJob(
  job: OwnedJob,
  back: GivenBack,
  ports: DeferPorts,
): Promise<Job | undefined> {
  const now = ports.clock.now();
  const reason = describeFailure(back.failure);
  const { at, setbacks } = back.again;
  const { usage, cost, progress } = back.outcome;
  // The same move each time: one whose reply was lost is then known to be ours.
  const move = defer(job, { notBefore: at, setbacks, error: reason, usage, cost, progress }, now);
  const patience = { ...ports, until: back.until };
  const queued = await outlastOutage(() => ports.jobs.move(job.jobId, move), patience);
  if (queued === undefined) return undefined;

  const { jobId, attempt } = queued;
  const delayMs = (): number => Math.max(0, at.getTime() - ports.clock.now().getTime());
  try {
    await outlastOutage(() => sendJob(queued, ports.queue, delayMs()), patience);
  } catch (error) {
    ports.log.error('job deferred without a message', error, { jobId, attempt });
    throw error;
  }
  ports.log.warn('job deferred', { jobId, attempt, code: reason.code, delayMs: delayMs() });
  return queued;
}

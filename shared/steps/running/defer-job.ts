import { describeFailure } from '../../failure/describe-failure.ts';
import { BudgetReserved } from '../../failure/budget-errors.ts';
import { ExchangeBusy, TimeIsShort } from '../../failure/job-errors.ts';
import { ModelCallError, ModelThrottled, ModelUnavailable } from '../../failure/model-errors.ts';
import type { PipelineError } from '../../failure/pipeline-error.ts';
import { ProviderBusy } from '../../failure/provider-errors.ts';
import type { Outcome } from '../../job/build-result.ts';
import { defer } from '../../job/moves.ts';
import type { Clock } from '../../ports/clock.ts';
import type { JobQueue } from '../../ports/job-queue.ts';
import type { JobTable } from '../../ports/job-table.ts';
import type { Log } from '../../ports/log.ts';
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

/** For so long a job waits for a provider that takes none of its calls, in milliseconds. */
const longestUnansweredMs = 24 * 3_600_000;

/** When to try a job again, and what the attempt that ended counts as. */
export interface Again {
  readonly at: Date;
  readonly hasFailed: boolean;
  /** The provider took no call: no fault of the job. */
  readonly unanswered: boolean;
}

/**
 * When a job whose attempt ended with a failure is to be tried again, or `null` where it is not.
 *
 * Waiting for another worker's answer, for what others have reserved of a budget, or for a fresh
 * invocation is no failed attempt, so it is not bounded. Nor is waiting for a provider that takes no
 * calls, but that ends after a day. The pause doubles, half of it at random, and is never shorter
 * than the provider asks for.
 */
export function tryAgain(
  failure: PipelineError,
  job: OwnedJob,
  { clock, random, maximumAttempts }: Pick<DeferPorts, 'clock' | 'random' | 'maximumAttempts'>,
): Again | null {
  const now = clock.now();
  const waited = { hasFailed: false, unanswered: false };
  if (failure instanceof ExchangeBusy) return { at: new Date(failure.until), ...waited };
  if (failure instanceof BudgetReserved) return { at: afterOthers(now, random), ...waited };
  if (failure instanceof TimeIsShort) return { at: now, ...waited };
  if (isUnanswered(failure)) return tryUntilAnswered(failure, job, { clock, random });
  if (!failure.retryable || job.failedAttempts + 1 >= maximumAttempts) return null;

  const pauseMs = pauseOf(firstPauseMs * 2 ** job.failedAttempts, random);
  const askedMs = failure instanceof ModelCallError ? (failure.retryAfterMs ?? 0) : 0;
  const at = new Date(now.getTime() + Math.max(pauseMs, askedMs));
  return { at, hasFailed: true, unanswered: false };
}

type Unanswered = ModelThrottled | ModelUnavailable | ProviderBusy;

function isUnanswered(failure: PipelineError): failure is Unanswered {
  return (
    failure instanceof ModelThrottled ||
    failure instanceof ModelUnavailable ||
    failure instanceof ProviderBusy
  );
}

/** The longer it has waited, the longer the next pause: it doubles as the others do. */
function tryUntilAnswered(
  failure: Unanswered,
  { unansweredSince }: OwnedJob,
  { clock, random }: Pick<DeferPorts, 'clock' | 'random'>,
): Again | null {
  const now = clock.now().getTime();
  const waitedMs = unansweredSince === null ? 0 : now - Date.parse(unansweredSince);
  if (waitedMs >= longestUnansweredMs) return null;

  const pauseMs = pauseOf(Math.max(firstPauseMs, waitedMs), random);
  const asked =
    failure instanceof ProviderBusy ? Date.parse(failure.until) : now + (failure.retryAfterMs ?? 0);
  return { at: new Date(Math.max(now + pauseMs, asked)), hasFailed: false, unanswered: true };
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

/** Gives a job back to its queue: first the state, then the message. */
export async function deferJob(
  job: OwnedJob,
  back: { readonly failure: PipelineError; readonly again: Again; readonly outcome: Outcome },
  ports: DeferPorts,
): Promise<void> {
  const now = ports.clock.now();
  const error = describeFailure(back.failure);
  const { at, ...counted } = back.again;
  const { usage, cost } = back.outcome;
  const queued = await ports.jobs.move(
    job.jobId,
    defer(job, { notBefore: at, ...counted, error, usage, cost }, now),
  );
  if (queued === undefined) return;

  const delayMs = Math.max(0, at.getTime() - now.getTime());
  await sendJob(queued, ports.queue, delayMs);
  const { jobId, attempt } = queued;
  ports.log.warn('job deferred', { jobId, attempt, code: error.code, delayMs });
}

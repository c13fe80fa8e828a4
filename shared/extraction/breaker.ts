import * as z from 'zod';
import {
  ModelAccountRefused,
  type ModelCallError,
  ModelNotFound,
  ModelRequestForbidden,
} from '../failure/model-errors.ts';
import type { PipelineError } from '../failure/pipeline-error.ts';
import { later } from '../job/lease.ts';
import type { ModelChoice } from './model-choice.ts';

/**
 * Keeps jobs from a provider that refuses all of them, or from a model that it does not have.
 *
 * - open: the provider refused a call for a reason that only a person can remove. Jobs are held. From
 *   `probeAt` on one job may call; its answer closes the breaker, another refusal leaves it open.
 * - not open: everybody calls.
 *
 * Times are ISO 8601 in UTC.
 */
export const breakerSchema = z.object({
  /** What it stands before: a provider's identity, or that and `#` and a model's id. */
  scope: z.string(),
  open: z.boolean(),
  /** Code and message of the refusal that opened it. */
  code: z.string(),
  problem: z.string(),
  openedAt: z.string(),
  /** When it was last closed; `null` where it never was. */
  closedAt: z.string().nullable(),
  /** When an answered call last closed it, not a person nor a deployment; absent in what an earlier release wrote. */
  answeredAt: z.string().nullable().default(null),
  /** When the next job may try. */
  probeAt: z.string(),
  /** Jobs that have tried since it opened. */
  probes: z.number().int(),
  /** The job that tried last. */
  probedBy: z.string().nullable(),
});

export type Breaker = z.output<typeof breakerSchema>;

/** Pause before the first job tries whether the provider answers again, doubled with each. */
const firstProbeMs = 5 * 60_000;
const longestProbeMs = 60 * 60_000;

/** The breakers that a call has to pass: the provider's, and the model's. */
export function scopesOf(choice: ModelChoice): readonly [string, string] {
  return [choice.providerIdentity, `${choice.providerIdentity}#${choice.model}`];
}

/** The breaker that a failed call opens, or `null` where it opens none. */
export function breakerOf(failure: PipelineError, choice: ModelChoice, now: Date): Breaker | null {
  const [provider, model] = scopesOf(choice);
  if (failure instanceof ModelAccountRefused) return opened(provider, failure, now);
  if (failure instanceof ModelNotFound) return opened(model, failure, now);
  return null;
}

function opened(scope: string, { code, message }: PipelineError, now: Date): Breaker {
  return {
    scope,
    open: true,
    code,
    problem: message,
    openedAt: now.toISOString(),
    closedAt: null,
    answeredAt: null,
    probeAt: later(now, firstProbeMs),
    probes: 0,
    probedBy: null,
  };
}

/** Whether a refusal may concern the request alone: then it counts against its job, too. */
export function mayBeOfRequest(failure: ModelCallError): boolean {
  return failure instanceof ModelAccountRefused && failure.mayBeOfRequest;
}

/**
 * What a refusal is where it concerns this job alone: the provider has refused a call of it in this
 * way before, and has taken one of another job since, which was the last that it said. Else `null`: an
 * account that may do nothing takes none, however often jobs try, and while the breaker is open it may
 * be the account again.
 *
 * @param forbiddenAt when it did so last; `null` where it never did
 * @param breaker the provider's, as it is now
 */
export function forbiddenRequest(
  failure: ModelCallError,
  forbiddenAt: string | null,
  breaker: Breaker | undefined,
): ModelRequestForbidden | null {
  if (!mayBeOfRequest(failure) || forbiddenAt === null || breaker === undefined) return null;
  // Opened again since that answer: an open breaker keeps when it was last answered.
  const { open, answeredAt } = breaker;
  if (open || answeredAt === null || answeredAt <= forbiddenAt) return null;
  const { requestId, status } = failure;
  return new ModelRequestForbidden(
    `the provider forbids calls of this job (HTTP ${status ?? 403}), before ${answeredAt} and after, when it answered another; a filter of contents before it, or a model that the key is not allowed, are the usual reasons`,
    { requestId, status },
  );
}

/** Whether a job may call: freely, as the one that tries (which it has to claim first), or not. */
export function passageOf(breaker: Breaker, jobId: string, now: Date): 'free' | 'probe' | 'none' {
  if (!breaker.open) return 'free';
  if (isProbeDue(breaker, now)) return 'probe';
  return breaker.probedBy === jobId ? 'free' : 'none';
}

/** Whether it is time for one job to try. */
export function isProbeDue({ open, probeAt }: Breaker, now: Date): boolean {
  return open && probeAt <= now.toISOString();
}

/** The breaker while a job tries. */
export function probed(breaker: Breaker, jobId: string, now: Date): Breaker {
  const probes = breaker.probes + 1;
  const pauseMs = Math.min(longestProbeMs, firstProbeMs * 2 ** probes);
  return { ...breaker, probes, probedBy: jobId, probeAt: later(now, pauseMs) };
}

/** Why jobs are held, in a few words. */
export function reasonToHold({ scope, openedAt, code }: Breaker): string {
  return `${scope} refuses calls since ${openedAt} (${code})`;
}

import * as z from 'zod';
import type { ProviderName } from './provider-names.ts';
import { providerPresets } from './provider-presets.ts';

/**
 * How many calls at once a provider takes, as all workers know it together.
 *
 * The number rises by a small step after a round of answers at the limit, and is halved when the
 * provider refuses more than it takes: once for all refusals of one storm. Times are ISO 8601 in UTC.
 */
export const callLimitSchema = z.object({
  /** Calls in flight that all workers together may have, at least 1. */
  limit: z.number().int(),
  /** Nobody calls earlier: the provider said so, or there was a storm and all have to learn of it. */
  notBefore: z.string().nullable(),
  /** When the number was last changed, either way. */
  changedAt: z.string(),
  /** When the last storm was; absent in what an earlier release wrote. */
  stormAt: z.string().nullable().default(null),
  /** Counts the changes, so that of two who saw the same only one changes it. */
  version: z.number().int(),
  /** The workers that call. */
  workers: z.record(
    z.string(),
    z.object({
      /** One that has not beaten until then gives its share away. */
      until: z.string(),
      /** Its calls in flight that the provider has not refused, when it last beat. */
      taken: z.number().int(),
      /** When it was last given a place to keep for a turn; absent likewise. */
      turnAt: z.string().nullable().default(null),
      /** When the provider last answered a call of it, or was at work on one; absent likewise. */
      servedAt: z.string().nullable().default(null),
    }),
  ),
});

export type CallLimit = z.output<typeof callLimitSchema>;

/** What a worker tells the others of itself. */
export type LivingWorker = CallLimit['workers'][string];

/** How often a worker learns its share while it calls, in milliseconds. */
export const shareBeatMs = 5_000;

/**
 * The same for a worker with one call at a time or none: a place that comes free should not lie idle,
 * and one that was taken should not be given to somebody else.
 */
export const shareBeatOfOneMs = 1_000;

/** How long a worker that does not beat keeps its share: two beats may be lost. */
export const shareLeaseMs = 3 * shareBeatMs;

/**
 * A call that was not refused for so long is one that the provider works on, in milliseconds. Those
 * that are refused mostly are within a tenth of that.
 */
export const refusedWithinMs = 2_000;

/**
 * Where a provider publishes no limit: above what a deployment with the usual number of workers has
 * in flight, so that only a provider that does refuse slows it down.
 */
const assumedCallsAtOnce = 100;

/** The most calls at once that a provider is ever sent. */
export function callCeiling(provider: ProviderName): number {
  return providerPresets[provider].concurrencyLimit ?? assumedCallsAtOnce;
}

/** What is assumed of a provider that nobody has called yet. */
export function firstCallLimit(ceiling: number, now: Date): CallLimit {
  const changedAt = now.toISOString();
  return {
    limit: ceiling,
    notBefore: null,
    changedAt,
    stormAt: null,
    version: 1,
    workers: {},
  };
}

/** One step up: an eighth of the limit, so that a small one is not overrun, and no more than a twentieth of the ceiling. */
function stepOf(limit: number, ceiling: number): number {
  return Math.ceil(Math.min(limit / 8, ceiling / 20));
}

/**
 * The limit after a round of answers with as many calls in flight as it allows, or `null` where it
 * stays: it is at the ceiling, or somebody has changed it since the round began.
 */
export function raised(
  seen: CallLimit,
  round: { readonly startedAt: Date; readonly ceiling: number },
  now: Date,
): CallLimit | null {
  if (seen.limit >= round.ceiling || seen.changedAt > round.startedAt.toISOString()) return null;
  const limit = Math.min(round.ceiling, seen.limit + stepOf(seen.limit, round.ceiling));
  return { ...seen, limit, changedAt: now.toISOString(), version: seen.version + 1 };
}

/** The limit without a wait, which is not needed any more. */
export function lifted(seen: CallLimit): CallLimit {
  return { ...seen, notBefore: null, version: seen.version + 1 };
}

/** Those that have beaten lately, in the order of their names. */
export function livingWorkers(
  workers: CallLimit['workers'],
  now: Date,
): readonly (readonly [string, LivingWorker])[] {
  const at = now.toISOString();
  return Object.entries(workers)
    .filter(([, { until }]) => until > at)
    .toSorted(([one], [other]) => (one < other ? -1 : 1));
}

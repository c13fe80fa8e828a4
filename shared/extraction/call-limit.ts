import * as z from 'zod';
import { later } from '../job/lease.ts';
import type { ProviderName } from './provider-names.ts';
import { providerPresets } from './provider-presets.ts';

/**
 * How many calls at once a provider takes, as all workers know it together.
 *
 * The number rises by a small step after a round of answers at the limit, and is halved when the
 * provider has too much to do: once for all refusals of one storm. Times are ISO 8601 in UTC.
 */
export const callLimitSchema = z.object({
  /** Calls in flight that all workers together may have, at least 1. */
  limit: z.number().int(),
  /** Nobody calls earlier: the provider said so. */
  notBefore: z.string().nullable(),
  /** When the number was last changed, either way. */
  changedAt: z.string(),
  /** When it was last halved. */
  loweredAt: z.string().nullable(),
  /** Counts the changes, so that of two who saw the same only one changes it. */
  version: z.number().int(),
  /** The workers that call, each until a time: one that stopped beating gives its share away. */
  workers: z.record(z.string(), z.string()),
});

export type CallLimit = z.output<typeof callLimitSchema>;

/** How often a worker learns its share while it calls, in milliseconds. */
export const shareBeatMs = 5_000;

/** The same for a worker that has no share just now: one that comes free should not lie idle. */
export const shareBeatWhileWaitingMs = 1_000;

/** How long a worker that does not beat keeps its share: two beats may be lost. */
export const shareLeaseMs = 3 * shareBeatMs;

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
    loweredAt: null,
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

/** A call that the provider refused, and may take later. */
export interface RefusedCall {
  readonly startedAt: Date;
  /** Whether so many are refused that the provider has too much to do. */
  readonly isOfStorm: boolean;
  /** Calls that its worker had in flight, this one among them. */
  readonly callsAtOnce: number;
  /** What the provider asks us to wait, in milliseconds; `null` where it does not say. */
  readonly retryAfterMs: number | null;
}

/**
 * The limit after a refusal: in a storm half of what was in flight, for a limit that nobody reached
 * says nothing. Or `null` where it tells nothing new: it is of no storm, or of one that the limit was
 * halved for, and asks for no longer wait.
 */
export function lowered(seen: CallLimit, refused: RefusedCall, now: Date): CallLimit | null {
  const halved =
    refused.isOfStorm && !isOfKnownStorm(seen, refused)
      ? {
          limit: Math.max(1, Math.floor(Math.min(seen.limit, inFlight(seen, refused, now)) / 2)),
          changedAt: now.toISOString(),
          loweredAt: now.toISOString(),
        }
      : {};
  const asked = askedUntil(refused, now);
  const waits = asked !== null && asked > (seen.notBefore ?? '') ? { notBefore: asked } : {};
  const change = { ...halved, ...waits };
  if (Object.keys(change).length === 0) return null;
  return { ...seen, ...change, version: seen.version + 1 };
}

/** By estimate: other workers have as many calls in flight as the one that was refused. */
function inFlight({ workers }: CallLimit, { callsAtOnce }: RefusedCall, now: Date): number {
  const at = now.toISOString();
  const active = Object.values(workers).filter((until) => until > at).length;
  return callsAtOnce * Math.max(1, active);
}

/** Calls that began before every worker had learned of the last halving say nothing of the limit since. */
function isOfKnownStorm({ loweredAt }: CallLimit, { startedAt }: RefusedCall): boolean {
  return loweredAt !== null && startedAt.toISOString() <= later(new Date(loweredAt), shareBeatMs);
}

/** Whole seconds, so that refusals of the same moment ask for the same. */
function askedUntil({ retryAfterMs }: RefusedCall, now: Date): string | null {
  if (retryAfterMs === null || retryAfterMs <= 0) return null;
  return new Date(Math.ceil((now.getTime() + retryAfterMs) / 1_000) * 1_000).toISOString();
}

/**
 * How many calls a worker may have in flight: an equal part, what is left over to the first. It is 0
 * where there are more workers than calls.
 */
export function shareOf({ limit, workers }: CallLimit, worker: string, now: Date): number {
  const at = now.toISOString();
  const others = Object.keys(workers).filter((id) => id !== worker && (workers[id] ?? '') > at);
  const active = [...others, worker].toSorted();
  const left = limit % active.length;
  return Math.floor(limit / active.length) + (active.indexOf(worker) < left ? 1 : 0);
}

import { later } from '../job/lease.ts';
import { type CallLimit, livingWorkers, shareBeatMs } from './call-limit.ts';

/**
 * The longest time that nobody calls a provider which takes nothing, in milliseconds: one that counts
 * the calls of a minute, refused ones too, takes some again after it.
 */
const longestPauseMs = 60_000;

/** A call that the provider refused, and may take later. */
export interface RefusedCall {
  readonly startedAt: Date;
  /** Whether more are refused than the provider takes. */
  readonly isOfStorm: boolean;
  /** Calls that its worker had in flight, this one among them. */
  readonly callsAtOnce: number;
  /** What the provider asks us to wait, in milliseconds; `null` where it does not say. */
  readonly retryAfterMs: number | null;
}

/**
 * The limit after a refusal, or `null` where that tells nothing new: it is of no storm, or of one that
 * is known, and asks for no longer wait.
 *
 * In a storm nobody calls before all workers have learned of it. It makes the limit half of what was
 * sent, for a limit that nobody reached says nothing, but no less than what the provider has taken. A
 * provider that has served nobody since the storm before takes no more of fewer calls: then the limit
 * stays, and nobody calls for twice as long as the last time.
 */
export function lowered(seen: CallLimit, refused: RefusedCall, now: Date): CallLimit | null {
  const isNewStorm = refused.isOfStorm && !isOfKnownStorm(seen, refused);
  const isServed = hasServed(seen, now);
  const pauseMs = isServed ? shareBeatMs : longerPause(seen, now);
  const until = later(now, isNewStorm ? pauseMs : 0);
  const asked = [until, askedUntil(refused, now) ?? ''].toSorted().at(-1) ?? until;
  const waits = asked > now.toISOString() && asked > (seen.notBefore ?? '');
  if (!isNewStorm && !waits) return null;
  const at = now.toISOString();
  return {
    ...seen,
    ...(isNewStorm ? { stormAt: at } : {}),
    ...(isNewStorm && isServed ? { limit: halved(seen, refused, now), changedAt: at } : {}),
    ...(waits ? { notBefore: asked } : {}),
    version: seen.version + 1,
  };
}

/** Calls that began before every worker had learned of the last storm say nothing of the time since. */
export function isOfKnownStorm(
  { stormAt }: CallLimit,
  { startedAt }: Pick<RefusedCall, 'startedAt'>,
): boolean {
  return stormAt !== null && startedAt.toISOString() <= later(new Date(stormAt), shareBeatMs);
}

/** Whether the provider has answered anybody, or worked on a call, since the last storm. */
function hasServed({ stormAt, workers }: CallLimit, now: Date): boolean {
  return livingWorkers(workers, now).some(([, { servedAt }]) => (servedAt ?? '') > (stormAt ?? ''));
}

/** Twice the pause after the last storm, where this one follows it. */
function longerPause({ stormAt, notBefore }: CallLimit, now: Date): number {
  if (stormAt === null || notBefore === null) return shareBeatMs;
  if (later(new Date(notBefore), longestPauseMs) < now.toISOString()) return shareBeatMs;
  const lastMs = Date.parse(notBefore) - Date.parse(stormAt);
  return Math.min(longestPauseMs, Math.max(shareBeatMs, 2 * lastMs));
}

function halved(seen: CallLimit, { callsAtOnce }: RefusedCall, now: Date): number {
  const living = livingWorkers(seen.workers, now);
  const taken = living.reduce((sum, [, worker]) => sum + worker.taken, 0);
  // By estimate: the others have sent as much as the one that was refused.
  const sent = Math.min(seen.limit, callsAtOnce * Math.max(1, living.length));
  return Math.min(seen.limit, Math.max(1, taken, Math.floor(sent / 2)));
}

/** Whole seconds, so that refusals of the same moment ask for the same. */
function askedUntil({ retryAfterMs }: RefusedCall, now: Date): string | null {
  if (retryAfterMs === null || retryAfterMs <= 0) return null;
  return new Date(Math.ceil((now.getTime() + retryAfterMs) / 1_000) * 1_000).toISOString();
}

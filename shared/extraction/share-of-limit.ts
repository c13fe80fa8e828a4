import { type CallLimit, type LivingWorker, livingWorkers } from './call-limit.ts';

/**
 * How long a worker has a place where there are fewer of them than workers, in milliseconds. Handing
 * one over takes a second or two, so that a shorter turn would leave it idle for too much of the time.
 */
export const turnMs = 15_000;

/** Whether a turn that began then still lasts. */
export function isTurn(turnAt: string | null, now: Date): boolean {
  return turnAt !== null && Date.parse(turnAt) + turnMs > now.getTime();
}

/**
 * How many calls a worker may have in flight: an equal part, what is left over to the first. Where
 * there are more workers than calls, they take turns.
 *
 * @param worker one of those in the limit
 */
export function shareOf({ limit, workers }: CallLimit, worker: string, now: Date): number {
  const living = livingWorkers(workers, now);
  if (limit < living.length) return isFirstInLine({ limit, living, worker }, now) ? 1 : 0;
  const place = living.findIndex(([id]) => id === worker);
  return Math.floor(limit / living.length) + (place < limit % living.length ? 1 : 0);
}

interface Line {
  readonly limit: number;
  readonly living: readonly (readonly [string, LivingWorker])[];
  readonly worker: string;
}

/**
 * Whether a place is a worker's. It is while its turn lasts. After that its calls in flight keep their
 * places, but it begins none. What is left is for those that wait, first for the one that was served
 * the longest time ago: one that was refused throughout its turn is the next again.
 */
function isFirstInLine({ limit, living, worker }: Line, now: Date): boolean {
  const standingOf = ({ turnAt, taken }: LivingWorker): number => {
    if (isTurn(turnAt, now)) return 0;
    return taken > 0 ? 1 : 2;
  };
  const line = living
    .map(([id, alive]) => ({ id, ...alive, standing: standingOf(alive) }))
    .toSorted((one, other) => one.standing - other.standing || servedBefore(one, other));
  const place = line.findIndex(({ id }) => id === worker);
  const held = line.slice(0, place).reduce((sum, { taken }) => sum + Math.max(1, taken), 0);
  return line[place]?.standing !== 1 && held < limit;
}

function servedBefore(one: LivingWorker, other: LivingWorker): number {
  return Date.parse(one.servedAt ?? never) - Date.parse(other.servedAt ?? never);
}

const never = '1970-01-01T00:00:00.000Z';

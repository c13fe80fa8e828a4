import { type Breaker, isProbeDue } from '../../extraction/breaker.ts';
import type { Job } from '../../job/job.ts';

/**
 * The held jobs that are to try, one for each open breaker for which it is time: one that the provider
 * has never forbidden a call goes before those that it has, the one that it did longest ago first among
 * these, and the one that tried last after all like it. What it forbids may be that job alone.
 *
 * @param held jobs that nothing else than open breakers holds
 */
export function chooseProbes(
  held: readonly Job[],
  open: Iterable<Breaker>,
  now: Date,
): readonly Job[] {
  const chosen: Job[] = [];
  for (const breaker of open) {
    if (!isProbeDue(breaker, now)) continue;
    const [first] = held
      .filter((job) => job.heldBy.includes(breaker.scope) && !chosen.includes(job))
      .toSorted((one, other) => compare(rankOf(one, breaker), rankOf(other, breaker)));
    if (first !== undefined) chosen.push(first);
  }
  return chosen;
}

function compare(one: string, other: string): number {
  return Number(one > other) - Number(one < other);
}

/** The least goes first. */
function rankOf({ jobId, forbiddenBy }: Job, { scope, probedBy }: Breaker): string {
  return `${forbiddenBy[scope] ?? ''} ${jobId === probedBy ? 'tried' : ''}`;
}

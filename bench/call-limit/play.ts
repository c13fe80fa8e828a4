import { callUntilAnswered, fleetOf } from '../../test/builders/fleet.ts';
import { randomFrom } from '../../test/fuzz/random.ts';
import type { Contest } from './contests.ts';

export interface Result {
  readonly seconds: number;
  readonly refused: number;
}

/** Has all calls of a contest answered. */
export async function play({ provider, calls, workers }: Contest, seed: number): Promise<Result> {
  const random = randomFrom(seed);
  const { clock, workers: fleet } = fleetOf(workers, () => random.fraction());
  const answer = provider(clock, random);
  let refused = 0;
  const send = async (): Promise<string> => {
    try {
      return await answer();
    } catch (error) {
      refused += 1;
      throw error;
    }
  };
  const startedAt = clock.now().getTime();
  const jobs = Array.from({ length: calls }, (_, index) => fleet[index % workers]);
  await clock.passUntil(
    Promise.all(jobs.map(async (worker) => worker && callUntilAnswered(worker, send))),
  );
  return { seconds: (clock.now().getTime() - startedAt) / 1_000, refused };
}

/** The result that took neither the longest nor the shortest. */
export function median(results: readonly Result[]): Result {
  const sorted = results.toSorted((one, other) => one.seconds - other.seconds);
  const middle = sorted[Math.floor(sorted.length / 2)];
  if (middle === undefined) throw new Error('nothing was played');
  return middle;
}

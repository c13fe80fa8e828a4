import { callUntilAnswered, fleetOf } from '../../test/builders/fleet.ts';
import { randomFrom } from '../../test/fuzz/random.ts';
import { crowded } from './providers.ts';

/** As many as a deployment has by default: ten for the night, five for now. */
const workers = 15;
const jobsPerWorker = 5;
const warmUpMs = 300_000;
const pauseMs = 60_000;
const forMs = 3_600_000;

/**
 * How long the calls of a worker wait that has one each minute, for an hour, while all other workers
 * always have five. Its name sorts last.
 *
 * @returns seconds from each call's being asked for to its being taken
 */
export async function waitsOfLateWorker(
  provider: { readonly callsAtOnce: number; readonly callMs: number },
  seed: number,
): Promise<readonly number[]> {
  const random = randomFrom(seed);
  const { clock, workers: fleet } = fleetOf(workers, () => random.fraction());
  const send = crowded(provider.callsAtOnce, provider.callMs)(clock, random);
  const over = new AbortController();
  const [late, ...busy] = fleet.toReversed();
  if (late === undefined) throw new Error('there is no worker');
  const waits: number[] = [];

  const working = busy
    .flatMap((worker) => Array.from({ length: jobsPerWorker }, () => worker))
    .map(async (worker) => {
      while (!over.signal.aborted) await callUntilAnswered(worker, send, over.signal);
    });
  const waiting = async (): Promise<void> => {
    await clock.wait(warmUpMs);
    while (!over.signal.aborted) {
      const askedAt = clock.now().getTime();
      await callUntilAnswered(late, send, over.signal);
      waits.push((clock.now().getTime() - askedAt - provider.callMs) / 1_000);
      await clock.wait(pauseMs, over.signal);
    }
  };
  const ending = clock.wait(warmUpMs + forMs).then(() => over.abort());
  await clock.passUntil(Promise.all([...working, waiting(), ending]));
  return waits;
}

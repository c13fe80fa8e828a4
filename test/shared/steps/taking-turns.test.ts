import { describe, expect, it } from 'vitest';
import { callUntilAnswered, fleetOf } from '../../builders/fleet.ts';
import { livingWorker } from '../../builders/living-worker.ts';
import { CrowdedProvider } from '../../fakes/crowded-provider.ts';

const minuteMs = 60_000;
const callMs = 30_000;

/** How long each of three calls of the last worker waits while all others have two; in seconds. */
async function waitsOfTheLast(callsAtOnce: number, size: number): Promise<readonly number[]> {
  const { clock, workers } = fleetOf(size);
  const provider = new CrowdedProvider(clock, { callsAtOnce, callMs });
  const over = new AbortController();
  const send = async (): Promise<string> => provider.call();
  const others = workers.slice(0, -1).flatMap((worker) => [worker, worker]);
  const working = others.map(async (worker) => {
    while (!over.signal.aborted) await callUntilAnswered(worker, send, over.signal);
  });
  const waits: number[] = [];
  const waiting = async (): Promise<void> => {
    for (let call = 1; call <= 3; call += 1) {
      await clock.wait(2 * minuteMs);
      const askedAt = clock.now().getTime();
      await Promise.all(workers.slice(-1).map(async (last) => callUntilAnswered(last, send)));
      waits.push((clock.now().getTime() - askedAt - callMs) / 1_000);
    }
    over.abort();
  };
  await clock.passUntil(Promise.all([...working, waiting()]));
  return waits;
}

describe('workers that are more than the calls that a provider takes', () => {
  it('take turns, as many as a deployment has by default and four taken at once', async () => {
    const waits = await waitsOfTheLast(4, 15);

    // Eleven others, four at a time, each with a call of half a minute.
    expect(Math.max(...waits)).toBeLessThan(3 * 60);
  });

  it('take turns also where one is taken at a time', async () => {
    const waits = await waitsOfTheLast(1, 6);

    expect(Math.max(...waits)).toBeLessThan(6 * 60);
  });

  it('raise the limit with their answers, though none has two of them in a row', async () => {
    const { clock, limits, workers } = fleetOf(15);
    const known = await limits.join({
      provider: 'cometapi',
      worker: 'a worker that is gone',
      alive: livingWorker({ until: clock.now().toISOString() }),
      ceiling: 100,
    });
    await limits.change('cometapi', { ...known, limit: 3, version: known.version + 1 });
    const provider = new CrowdedProvider(clock, { callsAtOnce: 100, callMs });
    const asked = workers.flatMap((worker) => Array.from({ length: 10 }, () => worker));

    void Promise.all(asked.map(async (worker) => callUntilAnswered(worker, () => provider.call())));
    // Twelve steps up take twelve calls, one after the other.
    await clock.advance(6.5 * minuteMs);

    expect(limits.limits.get('cometapi')?.limit).toBeGreaterThanOrEqual(15);
  });
});

import { describe, expect, it } from 'vitest';
import { breakerOf } from '../../../shared/extraction/breaker.ts';
import { TimeIsShort } from '../../../shared/failure/job-errors.ts';
import { ModelAccountRefused } from '../../../shared/failure/model-errors.ts';
import { callWithinLimits } from '../../../shared/steps/paying/call-within-limits.ts';
import { passBreakers } from '../../../shared/steps/paying/pass-breakers.ts';
import { modelChoice } from '../../builders/analysis.ts';
import { type WorkerWorld, workerWorld } from '../../builders/worker.ts';

const choice = modelChoice;
const noCredit = new ModelAccountRefused('the account has no credit left (HTTP 402); top it up');

/** A provider that refused long enough ago for one job to try. */
async function refusingWorld(): Promise<WorkerWorld> {
  const world = workerWorld([]);
  const breaker = breakerOf(noCredit, choice, world.clock.now());
  if (breaker !== null) await world.breakers.open(breaker, world.clock.now());
  await world.clock.advance(10 * 60_000);
  return world;
}

describe('the try of an open breaker', () => {
  it('belongs to all calls of the job that has it, also where they begin at once', async () => {
    const world = await refusingWorld();

    const passed = await Promise.all(
      [1, 2, 3, 4].map(() => passBreakers({ choice, jobId: 'job-1' }, world)),
    );

    expect(passed.map(([tried]) => tried?.scope)).toEqual(Array(4).fill('deepseek'));
    expect(world.breakers.breakers.get('deepseek')).toMatchObject({ probes: 1, probedBy: 'job-1' });
  });

  it('is that of one job only, where two want it at once', async () => {
    const world = await refusingWorld();

    const passed = await Promise.allSettled(
      ['job-1', 'job-2'].map((jobId) => passBreakers({ choice, jobId }, world)),
    );

    expect(passed.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
  });

  it('is not spent by a call that is not made after all', async () => {
    const world = await refusingWorld();
    const calling = callWithinLimits(
      {
        choice,
        jobId: 'job-1',
        latestStart: new Date(world.clock.now().getTime() + 60_000),
        signal: new AbortController().signal,
        waiting: new AbortController().signal,
        confirm: () => {
          throw new TimeIsShort();
        },
        send: async () => 'answer',
      },
      world,
    );

    await expect(calling).rejects.toMatchObject({ code: 'TIME_IS_SHORT' });

    expect(world.breakers.breakers.get('deepseek')).toMatchObject({ probes: 0, probedBy: null });
  });
});

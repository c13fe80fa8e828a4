import { describe, expect, it } from 'vitest';
import { leaseMs, later } from '../../../shared/job/lease.ts';
import { goOnWithNights } from '../../../shared/steps/keeping/go-on-with-nights.ts';
import { releaseNight } from '../../../shared/steps/keeping/release-night.ts';
import { releaseStep } from '../../../shared/steps/keeping/release-step.ts';
import { type NightWorld, nightWorld, waitingJobs } from '../../builders/night.ts';

const batchId = 'night-2026-05-04';
const soon = new Date('2026-05-04T08:15:00.000Z');

/** A night whose release died after its first ten jobs. */
async function abandonedNight(jobs: number): Promise<NightWorld> {
  const world = nightWorld(waitingJobs(jobs));
  const now = world.clock.now();
  const lease = { now: now.toISOString(), until: later(now, leaseMs) };
  await world.batches.take({ batchId, owner: 'a dead release', ...lease });
  await releaseStep(batchId, world);
  return world;
}

describe('going on with nights', () => {
  it('releases what a dead release has left, step by step, and then no more', async () => {
    const world = await abandonedNight(35);
    await world.clock.advance(leaseMs + 1);

    const released = [];
    for (let minute = 0; minute < 5; minute += 1) released.push(await goOnWithNights(world));

    expect(released).toEqual([10, 10, 5, 0, 0]);
    expect([...world.jobs.jobs.values()].map((job) => [job.status, job.batchId])).toEqual(
      waitingJobs(35).map(() => ['QUEUED', batchId]),
    );
    expect(world.queue.sent).toHaveLength(35);
    expect(await world.batches.listUnfinished()).toEqual([]);
  });

  it('leaves a release alone whose lease lives', async () => {
    const world = await abandonedNight(15);

    expect(await goOnWithNights(world)).toBe(0);
  });

  it('goes on at once with a release that ran out of time', async () => {
    const world = nightWorld(waitingJobs(5));
    await expect(releaseNight(batchId, world.clock.now(), world)).rejects.toMatchObject({
      code: 'NIGHT_NOT_FINISHED',
    });

    expect(await goOnWithNights(world)).toBe(5);
  });

  it('releases nothing by day: not before a night was begun, nor after it was finished', async () => {
    const world = nightWorld(waitingJobs(5));
    expect(await goOnWithNights(world)).toBe(0);

    await releaseNight(batchId, soon, world);
    for (const job of waitingJobs(7)) world.jobs.jobs.set(job.jobId, job);

    expect(await goOnWithNights(world)).toBe(0);
  });

  it('ends a night that is over, and says so, whatever still waits', async () => {
    const said: unknown[] = [];
    const log = {
      info: () => {},
      warn: () => {},
      error: (event: string, error: unknown, fields?: object) => said.push([event, error, fields]),
    };
    const world = { ...(await abandonedNight(15)), log };
    await world.clock.advance(8 * 3_600_000 + 1);

    expect(await goOnWithNights(world)).toBe(0);
    expect(await goOnWithNights(world)).toBe(0);

    expect(said).toEqual([
      ['night is over', expect.objectContaining({ code: 'NIGHT_NOT_FINISHED' }), { batchId }],
    ]);
    expect(await world.batches.listUnfinished()).toEqual([]);
  });
});

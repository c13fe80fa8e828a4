import { describe, expect, it } from 'vitest';
import { releaseNight } from '../../../shared/steps/keeping/release-night.ts';
import { nightWorld, waitingJobs } from '../../builders/night.ts';

const batchId = 'night-2026-05-04';
const soon = new Date('2026-05-04T08:15:00.000Z');

describe('releasing a night', () => {
  it('queues every waiting job once, in bounded steps, under the batch', async () => {
    const world = nightWorld(waitingJobs(25));

    const released = await releaseNight(batchId, soon, world);

    expect(released).toBe(25);
    expect(new Set(world.queue.sent.map(({ message }) => message.jobId)).size).toBe(25);
    expect(world.queue.sent.every(({ lane }) => lane === 'nightly')).toBe(true);
    expect([...world.jobs.jobs.values()].every((job) => job.batchId === batchId)).toBe(true);
  });

  it('finds nothing left to do the second time', async () => {
    const world = nightWorld(waitingJobs(5));
    await releaseNight(batchId, soon, world);

    const again = await releaseNight(batchId, soon, world);

    expect(again).toBe(0);
    expect(world.queue.sent).toHaveLength(5);
  });

  it('goes on when the index still lists what was released, and says so when it never forgets', async () => {
    const jobs = waitingJobs(15);
    const world = nightWorld(jobs);
    const list = world.jobs.listByStatus.bind(world.jobs);
    let stale = 2;
    world.jobs.listByStatus = async (status, limit) => {
      stale -= 1;
      return stale < 0 ? list(status, limit) : ['gone already'];
    };
    expect(await world.clock.passUntil(releaseNight(batchId, soon, world))).toBe(15);

    world.jobs.listByStatus = async () => ['gone already'];
    const release = world.clock.passUntil(releaseNight('night-2026-05-05', soon, world));
    await expect(release).rejects.toMatchObject({ code: 'NIGHT_NOT_FINISHED' });
  });

  it('releases the others when one job makes trouble', async () => {
    const world = nightWorld(waitingJobs(5));
    const move = world.jobs.move.bind(world.jobs);
    world.jobs.move = async (jobId, change) => {
      if (jobId === 'waiting-2') throw new Error('no answer from the table');
      return move(jobId, change);
    };

    const release = world.clock.passUntil(releaseNight(batchId, soon, world));

    await expect(release).rejects.toMatchObject({ code: 'NIGHT_NOT_FINISHED' });
    expect(world.queue.sent).toHaveLength(4);
  });

  describe('that another run has taken', () => {
    const until = '2026-05-04T08:01:00.000Z';

    async function takenWorld(count: number): Promise<ReturnType<typeof nightWorld>> {
      const world = nightWorld(waitingJobs(count));
      const now = world.clock.now().toISOString();
      await world.batches.take({ batchId, owner: 'somebody else', now, until });
      return world;
    }

    it('fails by name while jobs wait, as that run may be dead, and goes on once its lease is over', async () => {
      const world = await takenWorld(5);

      await expect(releaseNight(batchId, soon, world)).rejects.toMatchObject({
        code: 'NIGHT_BUSY',
        retryable: true,
      });
      expect(world.queue.sent).toHaveLength(0);
      await world.clock.advance(60_001);
      expect(await releaseNight(batchId, soon, world)).toBe(5);
    });

    it('is done where nothing waits any more', async () => {
      const world = await takenWorld(0);

      expect(await releaseNight(batchId, soon, world)).toBe(0);
    });

    it('fails by name where the batch is lost in the midst of it', async () => {
      const world = nightWorld(waitingJobs(15));
      world.batches.advance = async () => false;

      await expect(releaseNight(batchId, soon, world)).rejects.toMatchObject({
        code: 'NIGHT_BUSY',
      });
      expect(world.queue.sent).toHaveLength(10);
    });
  });

  it('fails by name when its time is up, so that it is called again and goes on', async () => {
    const world = nightWorld(waitingJobs(5));

    await expect(releaseNight(batchId, world.clock.now(), world)).rejects.toMatchObject({
      code: 'NIGHT_NOT_FINISHED',
    });
    expect(await world.batches.listUnfinished()).toEqual([batchId]);
    expect(await releaseNight(batchId, soon, world)).toBe(5);
    expect(await world.batches.listUnfinished()).toEqual([]);
  });
});

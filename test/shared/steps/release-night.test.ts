import { describe, expect, it } from 'vitest';
import type { Job } from '../../../shared/job/job.ts';
import { releaseNight, type ReleasePorts } from '../../../shared/steps/keeping/release-night.ts';
import { queuedJob } from '../../builders/job.ts';
import { ManualClock } from '../../fakes/manual-clock.ts';
import { MemoryBatchTable } from '../../fakes/memory-batch-table.ts';
import { MemoryJobTable } from '../../fakes/memory-job-table.ts';
import { MemoryJobQueue, silentLog } from '../../fakes/memory-stores.ts';

interface NightWorld extends ReleasePorts {
  readonly clock: ManualClock;
  readonly jobs: MemoryJobTable;
  readonly queue: MemoryJobQueue;
}

function nightWorld(jobs: readonly Job[]): NightWorld {
  let owners = 0;
  return {
    clock: new ManualClock(),
    jobs: new MemoryJobTable(...jobs),
    batches: new MemoryBatchTable(),
    queue: new MemoryJobQueue(),
    log: silentLog,
    newOwner: () => {
      owners += 1;
      return `nightly-${owners}`;
    },
    stepJobs: 10,
  };
}

function waitingJobs(count: number): Job[] {
  return Array.from({ length: count }, (_, index) =>
    queuedJob({ jobId: `waiting-${index}`, lane: 'nightly', status: 'WAITING', queuedAt: null }),
  );
}

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

  it('leaves a batch alone that another run is releasing', async () => {
    const world = nightWorld(waitingJobs(5));
    const now = world.clock.now().toISOString();
    const until = '2026-05-04T08:01:00.000Z';
    await world.batches.take({ batchId, owner: 'somebody else', now, until });

    expect(await releaseNight(batchId, soon, world)).toBe(0);
  });

  it('fails by name when its time is up, so that it is called again and goes on', async () => {
    const world = nightWorld(waitingJobs(5));

    await expect(releaseNight(batchId, world.clock.now(), world)).rejects.toMatchObject({
      code: 'NIGHT_NOT_FINISHED',
    });
    expect(await releaseNight(batchId, soon, world)).toBe(5);
  });
});

import { expect, it } from 'vitest';
import { retryPlanned } from '../../cli/jobs/retry-planned.ts';
import { queuedJob } from '../builders/job.ts';
import { ManualClock } from '../fakes/manual-clock.ts';
import { MemoryJobTable } from '../fakes/memory-job-table.ts';
import { MemoryJobQueue } from '../fakes/memory-stores.ts';
import { jobItem } from './builders.ts';

const ids = ['a', 'b', 'c', 'd', 'e'].map((digit) => digit.repeat(32));

it('no more jobs than the rate start in a second, counted from when the first is queued', async () => {
  const jobs = ids.map((jobId) => queuedJob({ jobId, status: 'FAILED' }));
  const planned = ids.map((jobId) => ({ job: jobItem({ jobId }), estimate: null }));
  const ports = {
    jobs: new MemoryJobTable(...jobs),
    queue: new MemoryJobQueue(),
    clock: new ManualClock('2026-05-04T08:00:00.000Z'),
  };

  const retried = await retryPlanned(planned, { rate: 2, fresh: false }, ports);

  expect(retried.map(({ job }) => job.notBefore)).toEqual([
    null,
    null,
    '2026-05-04T08:00:01.000Z',
    '2026-05-04T08:00:01.000Z',
    '2026-05-04T08:00:02.000Z',
  ]);
  expect(ports.queue.sent.map(({ delayMs }) => delayMs)).toEqual([0, 0, 1_000, 1_000, 2_000]);
});

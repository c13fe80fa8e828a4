import { expect, it } from 'vitest';
import { hastenDeferred } from '../../cli/jobs/hasten-deferred.ts';
import { queuedJob } from '../builders/job.ts';
import { ManualClock } from '../fakes/manual-clock.ts';
import { MemoryJobTable } from '../fakes/memory-job-table.ts';
import { MemoryJobQueue } from '../fakes/memory-stores.ts';
import { jobItem } from './builders.ts';

const error = { code: 'PROVIDER_BUSY', message: 'nobody calls it', retryable: true };

it('of many jobs that were put off, no more than fifty start in a second', async () => {
  const ids = Array.from({ length: 101 }, (_, index) => String(index).padStart(32, '0'));
  const notBefore = '2083-11-18T00:00:00.000Z';
  const ports = {
    jobs: new MemoryJobTable(...ids.map((jobId) => queuedJob({ jobId, notBefore, error }))),
    queue: new MemoryJobQueue(),
    clock: new ManualClock('2026-05-04T08:00:00.000Z'),
  };

  const hastened = await hastenDeferred(
    ids.map((jobId) => jobItem({ jobId, status: 'QUEUED', notBefore, error })),
    ports,
  );

  const delays = ports.queue.sent.map(({ delayMs }) => delayMs);
  expect(delays.filter((delayMs) => delayMs === 0)).toHaveLength(50);
  expect(delays.filter((delayMs) => delayMs === 1_000)).toHaveLength(50);
  expect(hastened.at(-1)?.notBefore).toBe('2026-05-04T08:00:02.000Z');
});

it('a job that is to be run before its turn would come keeps its time', async () => {
  const ids = Array.from({ length: 51 }, (_, index) => String(index).padStart(32, '0'));
  const soon = { status: 'QUEUED', notBefore: '2026-05-04T08:00:00.500Z', error } as const;
  const ports = {
    jobs: new MemoryJobTable(...ids.map((jobId) => queuedJob({ jobId, ...soon }))),
    queue: new MemoryJobQueue(),
    clock: new ManualClock('2026-05-04T08:00:00.000Z'),
  };

  await hastenDeferred(
    ids.map((jobId) => jobItem({ jobId, ...soon })),
    ports,
  );

  expect(ports.queue.sent).toHaveLength(50);
});

it.each([
  ['waits for something else by now', { error: { ...error, code: 'MODEL_CALL_CUT' } }],
  ['is to be run at once by now', { notBefore: '2026-05-04T08:00:00.000Z' }],
  ['waits for nothing by now', { notBefore: null }],
])('a job that %s keeps its time', async (_what, now) => {
  const deferred = { status: 'QUEUED', notBefore: '2026-05-04T09:00:00.000Z', error } as const;
  const jobId = '0'.repeat(32);
  const ports = {
    jobs: new MemoryJobTable(queuedJob({ jobId, ...deferred, ...now })),
    queue: new MemoryJobQueue(),
    clock: new ManualClock('2026-05-04T08:00:00.000Z'),
  };

  const hastened = await hastenDeferred([jobItem({ jobId, ...deferred })], ports);

  expect(hastened).toEqual([]);
  expect(ports.queue.sent).toEqual([]);
});

import type { Job } from '../../shared/job/job.ts';
import type { ReleasePorts } from '../../shared/steps/keeping/release-night.ts';
import { ManualClock } from '../fakes/manual-clock.ts';
import { MemoryBatchTable } from '../fakes/memory-batch-table.ts';
import { MemoryJobTable } from '../fakes/memory-job-table.ts';
import { MemoryJobQueue, silentLog } from '../fakes/memory-stores.ts';
import { queuedJob } from './job.ts';

/** Everything that a release works with, in memory. */
export interface NightWorld extends ReleasePorts {
  readonly clock: ManualClock;
  readonly jobs: MemoryJobTable;
  readonly batches: MemoryBatchTable;
  readonly queue: MemoryJobQueue;
}

/** It is 08:00. One step releases ten jobs. */
export function nightWorld(jobs: readonly Job[]): NightWorld {
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

/** Jobs that wait for the night. */
export function waitingJobs(count: number): Job[] {
  return Array.from({ length: count }, (_, index) =>
    queuedJob({ jobId: `waiting-${index}`, lane: 'nightly', status: 'WAITING', queuedAt: null }),
  );
}

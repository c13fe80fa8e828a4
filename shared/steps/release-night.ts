import { NightNotFinished } from '../failure/job-errors.ts';
import { leaseMs, later } from '../job/lease.ts';
import { release } from '../job/moves.ts';
import type { BatchTable } from '../ports/batch-table.ts';
import type { Clock } from '../ports/clock.ts';
import type { JobQueue } from '../ports/job-queue.ts';
import type { JobTable } from '../ports/job-table.ts';
import type { Log } from '../ports/log.ts';

export interface ReleasePorts {
  readonly jobs: JobTable;
  readonly batches: BatchTable;
  readonly queue: JobQueue;
  readonly clock: Clock;
  readonly log: Log;
  readonly newOwner: () => string;
  /** Jobs that one step reads and releases. */
  readonly stepJobs: number;
}

/** Kept free for the step that is under way when the time is up, in milliseconds. */
const reserveMs = 30_000;

/**
 * Queues every job that waits for the night, in bounded steps, each of which may be repeated.
 *
 * @returns how many jobs this call released
 * @throws {NightNotFinished} when the time was up first: the next call goes on
 */
export async function releaseNight(
  batchId: string,
  endsAt: Date,
  ports: ReleasePorts,
): Promise<number> {
  const { batches, clock, log } = ports;
  const owner = ports.newOwner();
  const now = clock.now();
  const until = later(now, leaseMs);
  const batch = await batches.take({ batchId, owner, now: now.toISOString(), until });
  if (batch === undefined) {
    log.info('batch is released by another', { batchId });
    return 0;
  }
  let released = 0;
  for (;;) {
    if (endsAt.getTime() - clock.now().getTime() < reserveMs) {
      await batches.letGo(batchId, owner);
      throw new NightNotFinished(released);
    }
    const ids = await ports.jobs.listByStatus('WAITING', ports.stepJobs);
    const stepReleased = await releaseEach(ids, batchId, ports);
    released += stepReleased;
    const kept = await batches.advance({
      batchId,
      owner,
      releasedJobs: stepReleased,
      until: later(clock.now(), leaseMs),
    });
    if (!kept || stepReleased === 0) break;
  }
  await batches.letGo(batchId, owner);
  log.info('night released', { batchId, released });
  return released;
}

async function releaseEach(
  ids: readonly string[],
  batchId: string,
  ports: ReleasePorts,
): Promise<number> {
  const outcomes = await Promise.all(ids.map((id) => releaseOne(id, batchId, ports)));
  return outcomes.filter(Boolean).length;
}

async function releaseOne(jobId: string, batchId: string, ports: ReleasePorts): Promise<boolean> {
  const job = await ports.jobs.get(jobId);
  if (job === undefined || job.status !== 'WAITING') return false;

  const queued = await ports.jobs.move(jobId, release(job, batchId, ports.clock.now()));
  if (queued === undefined) return false;

  const { attempt, analysis, lane } = queued;
  await ports.queue.send({ lane, analysis, delayMs: 0, message: { version: 1, jobId, attempt } });
  return true;
}

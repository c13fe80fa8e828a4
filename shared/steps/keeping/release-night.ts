import { NightNotFinished } from '../../failure/job-errors.ts';
import { leaseMs, later } from '../../job/lease.ts';
import { release } from '../../job/moves.ts';
import type { BatchTable } from '../../ports/batch-table.ts';
import type { Clock } from '../../ports/clock.ts';
import type { JobQueue } from '../../ports/job-queue.ts';
import type { JobTable } from '../../ports/job-table.ts';
import type { Log } from '../../ports/log.ts';
import { sendJob } from '../running/send-job.ts';

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
  try {
    const released = await releaseInSteps({ batchId, owner, endsAt }, ports);
    log.info('night released', { batchId, released });
    return released;
  } finally {
    await batches.letGo(batchId, owner);
  }
}

interface Release {
  readonly batchId: string;
  readonly owner: string;
  readonly endsAt: Date;
}

async function releaseInSteps(
  { batchId, owner, endsAt }: Release,
  ports: ReleasePorts,
): Promise<number> {
  const { batches, clock, jobs } = ports;
  let released = 0;
  for (let idleSteps = 0; ;) {
    const isTimeUp = endsAt.getTime() - clock.now().getTime() < reserveMs;
    if (isTimeUp || idleSteps === idleStepsAllowed) throw new NightNotFinished(released);

    const ids = await jobs.listByStatus('WAITING', ports.stepJobs);
    if (ids.length === 0) return released;

    const stepReleased = await releaseEach(ids, batchId, ports);
    released += stepReleased;
    const until = later(clock.now(), leaseMs);
    if (!(await batches.advance({ batchId, owner, releasedJobs: stepReleased, until })))
      return released;

    // The index lags behind: what it still lists may be released already.
    idleSteps = stepReleased === 0 ? idleSteps + 1 : 0;
    if (stepReleased === 0) await clock.wait(indexLagMs);
  }
}

/** How long the index is given to forget what was released, in milliseconds, and how often. */
const indexLagMs = 2_000;
const idleStepsAllowed = 5;

async function releaseEach(
  ids: readonly string[],
  batchId: string,
  ports: ReleasePorts,
): Promise<number> {
  const outcomes = await Promise.all(ids.map((id) => releaseOne(id, batchId, ports)));
  return outcomes.filter(Boolean).length;
}

/** One job's trouble is logged and stops no other; the job still waits, or the keeper sends it. */
async function releaseOne(jobId: string, batchId: string, ports: ReleasePorts): Promise<boolean> {
  try {
    const job = await ports.jobs.get(jobId);
    if (job?.status !== 'WAITING') return false;

    const queued = await ports.jobs.move(jobId, release(job, batchId, ports.clock.now()));
    if (queued === undefined) return false;

    await sendJob(queued, ports.queue);
    return true;
  } catch (error) {
    ports.log.error('job not released', error, { jobId, batchId });
    return false;
  }
}

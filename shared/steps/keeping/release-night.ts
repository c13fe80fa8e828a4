import { NightBusy, NightNotFinished } from '../../failure/job-errors.ts';
import { leaseMs, later } from '../../job/lease.ts';
import type { BatchTable } from '../../ports/batch-table.ts';
import { releaseStep, type ReleaseStepPorts } from './release-step.ts';

export interface ReleasePorts extends ReleaseStepPorts {
  readonly batches: BatchTable;
  readonly newOwner: () => string;
}

/** Kept free for the step that is under way when the time is up, in milliseconds. */
const reserveMs = 30_000;

/**
 * Queues every job that waits for the night, in bounded steps, each of which may be repeated.
 *
 * @returns how many jobs this call released
 * @throws {NightNotFinished} when the time was up first: the next call goes on
 * @throws {NightBusy} while jobs wait and another call has the batch: the next call sees what became of it
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
    await leaveToAnother(batchId, ports);
    return 0;
  }
  try {
    const released = await releaseInSteps({ batchId, owner, endsAt }, ports);
    await batches.finish(batchId, owner);
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
  const { batches, clock } = ports;
  let released = 0;
  for (let idleSteps = 0; ;) {
    const isTimeUp = endsAt.getTime() - clock.now().getTime() < reserveMs;
    if (isTimeUp || idleSteps === idleStepsAllowed) throw new NightNotFinished(released);

    const step = await releaseStep(batchId, ports);
    if (step.isLast) return released;

    released += step.released;
    const until = later(clock.now(), leaseMs);
    if (!(await batches.advance({ batchId, owner, releasedJobs: step.released, until }))) {
      await leaveToAnother(batchId, ports);
      return released;
    }

    // The index lags behind: what it still lists may be released already.
    idleSteps = step.released === 0 ? idleSteps + 1 : 0;
    if (step.released === 0) await clock.wait(indexLagMs);
  }
}

/** How long the index is given to forget what was released, in milliseconds, and how often. */
const indexLagMs = 2_000;
const idleStepsAllowed = 5;

/**
 * Nobody can tell a call that goes on from one that died less than a lease ago: as long as jobs wait,
 * somebody has to look again.
 */
async function leaveToAnother(batchId: string, { jobs, log }: ReleasePorts): Promise<void> {
  const waiting = await jobs.listByStatus('WAITING', 1);
  if (waiting.length > 0) throw new NightBusy(batchId);
  log.info('batch is released by another', { batchId });
}

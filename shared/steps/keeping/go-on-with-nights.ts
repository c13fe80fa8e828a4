import { NightNotFinished } from '../../failure/job-errors.ts';
import { isOver } from '../../job/batch.ts';
import { leaseMs, later } from '../../job/lease.ts';
import type { ReleasePorts } from './release-night.ts';
import { releaseStep } from './release-step.ts';

/**
 * Goes on, by one step each, with nights that were begun and that nobody goes on with: a release that
 * dies or runs out of time more often than Lambda tries it again would leave its jobs until the next
 * night. What still waits when the night is over does so; else a job that cannot be released would have
 * the next night's documents released by day.
 *
 * @returns how many jobs it released
 */
export async function goOnWithNights(ports: ReleasePorts): Promise<number> {
  let released = 0;
  for (const batchId of await ports.batches.listUnfinished()) {
    released += await goOnWithNight(batchId, ports);
  }
  return released;
}

async function goOnWithNight(batchId: string, ports: ReleasePorts): Promise<number> {
  const { batches, clock, log } = ports;
  const owner = ports.newOwner();
  const now = clock.now();
  const until = later(now, leaseMs);
  const batch = await batches.take({ batchId, owner, now: now.toISOString(), until });
  if (batch === undefined) return 0;

  if (isOver(batch, now)) {
    await batches.finish(batchId, owner);
    log.error('night is over', new NightNotFinished(batch.releasedJobs), { batchId });
    return 0;
  }
  const { isLast, released } = await releaseStep(batchId, ports);
  if (isLast) {
    await batches.finish(batchId, owner);
    log.info('night released', { batchId, released: batch.releasedJobs });
    return 0;
  }
  await batches.advance({ batchId, owner, releasedJobs: released, until });
  await batches.letGo(batchId, owner);
  if (released > 0) log.warn('night went on', { batchId, released });
  return released;
}

import type { Job } from '../../shared/job/job.ts';
import { hastenJob } from '../../shared/steps/operating/hasten-job.ts';
import { inParallel } from '../../shared/steps/in-parallel.ts';
import { turnOf } from './capped-rate.ts';
import type { JobItem } from './job-item.ts';
import type { JobPorts } from './job-ports.ts';

/** Most jobs that start in a second, as with `sluice retry`: the provider may still be short of room. */
const jobsPerSecond = 50;

const concurrentWrites = 16;

/** Failures of calls that no provider has taken: how long their jobs wait is up to that. */
const codes = new Set(['MODEL_THROTTLED', 'MODEL_UNAVAILABLE', 'PROVIDER_BUSY']);

/** Whether a job is put off since its provider takes no calls. */
export function isDeferred(
  { status, notBefore, error }: Pick<JobItem, 'status' | 'notBefore' | 'error'>,
  now: Date,
): boolean {
  return (
    status === 'QUEUED' &&
    notBefore !== null &&
    notBefore > now.toISOString() &&
    codes.has(error?.code ?? '')
  );
}

/**
 * Queues jobs that were put off at once, at a capped rate and none later than it would have been.
 *
 * @param queued jobs as an index shows them
 * @returns the jobs as they are now; not those that have moved on in the meantime
 */
export async function hastenDeferred(
  queued: readonly JobItem[],
  ports: Pick<JobPorts, 'jobs' | 'queue' | 'clock'>,
): Promise<Job[]> {
  const now = ports.clock.now();
  const deferred = queued
    .map((job, index) => ({ job, turn: turnOf(index, jobsPerSecond, now) }))
    .filter(({ job, turn }) => isDeferredPast(turn, job));
  const hastened = await inParallel(deferred, concurrentWrites, async ({ job, turn }) => {
    const stored = await ports.jobs.get(job.jobId);
    if (stored === undefined || !isDeferred(stored, ports.clock.now())) return undefined;
    return isDeferredPast(turn, stored) ? hastenJob(stored, turn, ports) : undefined;
  });
  return hastened.flatMap((job) => job ?? []);
}

function isDeferredPast(turn: Date, { notBefore }: Pick<JobItem, 'notBefore'>): boolean {
  return turn.toISOString() < (notBefore ?? '');
}

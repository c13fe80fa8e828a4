import type { Breaker } from '../../shared/extraction/breaker.ts';
import type { WaitedFor } from '../../shared/ports/call-limits.ts';
import type { Deployment } from '../deployment/deployment.ts';
import { closeBreakers, type Closing } from './close-breakers.ts';
import { hastenDeferred, isDeferred } from './hasten-deferred.ts';
import { jobPortsOf } from './job-ports.ts';
import { liftWaits } from './lift-waits.ts';
import { selectJobs } from './select-jobs.ts';

/** What a person let go on. */
export interface Resumed {
  /** The breakers that were open. */
  readonly closed: readonly Breaker[];
  /** The waits that providers had asked for. */
  readonly lifted: readonly WaitedFor[];
  /** Jobs that were put off and are queued now; those that were held the keeper queues. */
  readonly hastened: number;
}

/** Lets jobs go on that wait for a provider, whether it refuses calls or takes none just now. */
export async function resumeJobs(deployment: Deployment, closing: Closing): Promise<Resumed> {
  const closed = await closeBreakers(deployment, closing);
  const lifted = await liftWaits(deployment, closing);
  const isWithin = closing.provider === undefined || lifted.length > 0;
  return { closed, lifted, hastened: isWithin ? await hastenAll(deployment, closing.now) : 0 };
}

/** No job says which provider it waits for; one that still is to wait is put off again. */
async function hastenAll(deployment: Deployment, now: Date): Promise<number> {
  const queued = await selectJobs(deployment, { statuses: ['QUEUED'] });
  const deferred = queued.filter((job) => isDeferred(job, now));
  return (await hastenDeferred(deferred, jobPortsOf(deployment))).length;
}

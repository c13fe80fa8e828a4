import { catalogue } from '../../shared/analysis/catalogue.ts';
import { inParallel } from '../../shared/steps/in-parallel.ts';
import { CommandError } from '../command-error.ts';
import type { Deployment } from '../deployment/deployment.ts';
import { findJobIfKept, missingJob } from './find-job.ts';
import { readForgottenJob } from './forgotten-job.ts';
import type { KnownJob } from './known-job.ts';
import { analysesWithResults, daysWithResults, jobsWithResults } from './results-days.ts';

const concurrentLists = 32;

/**
 * The one job that a person means, also if only its result remembers it.
 *
 * @throws {CommandError} where there is none, or more than one
 */
export async function jobToDelete(
  deployment: Deployment,
  name: string,
  now: Date,
): Promise<KnownJob> {
  const job = await findJobIfKept(deployment, { name, analyses: catalogue.keys(), now });
  if (job !== undefined) return job;
  if (name.includes('/'))
    throw new CommandError(`${missingJob(name)}: --document finds also what is kept without one`);
  const [forgotten, ...others] = await forgottenJobs(deployment, name);
  if (forgotten === undefined)
    throw new CommandError(`${missingJob(name)}, and no result of one is kept`);
  if (others.length > 0)
    throw new CommandError(
      `several results are of jobs that begin with ${name}: give the whole id`,
    );
  return forgotten;
}

/** Jobs that only a result remembers, by the beginning of their ids, which is in the results' keys. */
async function forgottenJobs(deployment: Deployment, idPrefix: string): Promise<KnownJob[]> {
  const days = await daysWithResults(deployment, await analysesWithResults(deployment));
  const jobs = await inParallel(days, concurrentLists, async (day) => {
    const ids = await jobsWithResults(deployment, day, idPrefix);
    return inParallel(ids, concurrentLists, async (id) => readForgottenJob(deployment, day, id));
  });
  return jobs.flat().filter((job) => job !== undefined);
}

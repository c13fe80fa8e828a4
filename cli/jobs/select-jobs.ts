import { catalogue } from '../../shared/analysis/catalogue.ts';
import type { JobStatus } from '../../shared/job/job-status.ts';
import { shards } from '../../shared/job/job-table.ts';
import type { Deployment } from '../deployment/deployment.ts';
import { inParallel } from '../../shared/steps/in-parallel.ts';
import { findJob } from './find-job.ts';
import type { JobItem } from './job-item.ts';
import { queryJobsSince } from './job-table-reads.ts';

/** Which of the jobs in some states are meant. */
export interface JobSelection {
  readonly statuses: readonly JobStatus[];
  /** @default of any */
  readonly analysis?: string | undefined;
  /** Code of their failure. @default any, or none */
  readonly failedWith?: string | undefined;
  /** ISO time of the last change, or later. @default ever */
  readonly since?: string | undefined;
}

const concurrentReads = 16;

/** Jobs that were in some states a moment ago, found by the index of states, the oldest first. */
export async function selectJobs(
  deployment: Deployment,
  { statuses, analysis, failedWith, since = '' }: JobSelection,
): Promise<JobItem[]> {
  const partitions = statuses.flatMap((status) => shards.map((shard) => `${status}#${shard}`));
  const jobs = await inParallel(partitions, concurrentReads, async (partition) =>
    queryJobsSince(deployment, partition, since),
  );
  return jobs
    .flat()
    .filter((job) => (analysis ?? job.analysis) === job.analysis)
    .filter((job) => failedWith === undefined || failedWith === job.error?.code)
    .toSorted((one, other) => (one.changedAt < other.changedAt ? -1 : 1));
}

/** The jobs that a person names, each once. @throws {CommandError} where a name means none */
export async function namedJobs(
  deployment: Deployment,
  names: readonly string[],
  now: Date,
): Promise<JobItem[]> {
  const found = await inParallel(names, concurrentReads, async (name) =>
    findJob(deployment, { name, analyses: catalogue.keys(), now }),
  );
  return [...new Map(found.map((job) => [job.jobId, job])).values()];
}

import type { ResultsDay } from '../../shared/document/result-keys.ts';
import { jobTableIndexes, shards } from '../../shared/job/job-table.ts';
import { inParallel } from '../../shared/steps/in-parallel.ts';
import type { Deployment } from '../deployment/deployment.ts';
import { readForgottenJob } from './forgotten-job.ts';
import { queryJobs } from './job-table-reads.ts';
import type { KnownJob } from './known-job.ts';
import { jobsWithResults } from './results-days.ts';

const concurrentReads = 32;

/**
 * The jobs of a day that are about certain objects or about members of them: those of the table, and
 * those that only a result remembers. No results but of forgotten jobs are read.
 */
export async function jobsOfDay(
  deployment: Deployment,
  day: ResultsDay,
  isWanted: (document: KnownJob['document']) => boolean,
): Promise<KnownJob[]> {
  // Results first: a job that the table does not know afterwards is not one that was just made.
  const ids = await jobsWithResults(deployment, day);
  const partitions = shards.map((shard) => `${day.analysis}#${day.date}#${shard}`);
  const stored = await inParallel(partitions, concurrentReads, async (partition) =>
    queryJobs(deployment, jobTableIndexes.byAnalysis, partition),
  );
  const known = new Set(stored.flat().map(({ jobId }) => jobId));
  const unknown = ids.filter((id) => !known.has(id));
  const forgotten = await inParallel(unknown, concurrentReads, async (id) => {
    const job = await readForgottenJob(deployment, day, id);
    return job !== undefined && isWanted(job.document) ? [job] : [];
  });
  return [...stored.flat().filter(({ document }) => isWanted(document)), ...forgotten.flat()];
}

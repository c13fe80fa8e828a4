import { jobTableIndexes, shards } from '../../shared/job/job-table.ts';
import { inParallel } from '../../shared/steps/in-parallel.ts';
import type { JobItem } from './job-item.ts';
import { type JobTable, queryJobs } from './job-table-reads.ts';

/** Which jobs to list. */
export interface JobFilter {
  readonly analyses: readonly string[];
  /** UTC dates of upload, the newest first. */
  readonly dates: readonly string[];
  /** Stop after the day on which this many were found. */
  readonly limit: number;
  /** First hex digits of the job ids. @default any */
  readonly idPrefix?: string;
  /** @default any */
  readonly status?: string | undefined;
}

const concurrentQueries = 32;

/** Jobs by time of upload, the newest first, at most `limit` of them. */
export async function listJobs(table: JobTable, filter: JobFilter): Promise<JobItem[]> {
  const { analyses, dates, limit, idPrefix = '', status } = filter;
  const wantedShards = shards.filter((shard) => shard.startsWith(idPrefix.slice(0, 1)));
  const found: JobItem[] = [];
  for (const date of dates) {
    const partitions = analyses.flatMap((analysis) =>
      wantedShards.map((shard) => `${analysis}#${date}#${shard}`),
    );
    const jobs = await inParallel(partitions, concurrentQueries, async (partition) =>
      queryJobs(table, jobTableIndexes.byAnalysis, partition),
    );
    const wanted = jobs
      .flat()
      .filter((job) => job.jobId.startsWith(idPrefix) && (status ?? job.status) === job.status);
    found.push(...wanted.toSorted((left, right) => (left.uploadedAt < right.uploadedAt ? 1 : -1)));
    if (found.length >= limit) break;
  }
  return found.slice(0, limit);
}

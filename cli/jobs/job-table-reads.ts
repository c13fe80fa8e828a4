import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { pagesOfIndex } from '../../shared/adapters/aws/query-index.ts';
import { isReplaced } from '../../shared/job/is-replaced.ts';
import { type Job, jobSchema } from '../../shared/job/job.ts';
import { jobTableIndexes, jobTableKeys } from '../../shared/job/job-table.ts';
import type { Deployment } from '../deployment/deployment.ts';
import { type JobItem, jobItemSchema } from './job-item.ts';

/** A deployment, as far as its job table is concerned. */
export type JobTable = Pick<Deployment, 'dynamodb' | 'jobTable'>;

/** A job as it is now; `undefined` where there is none. */
export async function readJob(table: JobTable, jobId: string): Promise<JobItem | undefined> {
  const item = await readItem(table, jobId);
  return item === undefined ? undefined : jobItemSchema.parse(item);
}

/** The same, or where another job took its place, that one as it is now. */
export async function readJobInPlace(table: JobTable, jobId: string): Promise<JobItem | undefined> {
  const job = await readJob(table, jobId);
  if (job === undefined || job.replacedBy === null) return job;
  return (await readJobInPlace(table, job.replacedBy)) ?? job;
}

/** A job that an index shows, or the one that took its place: both have the same time of upload. */
export async function jobInPlaceOf(table: JobTable, shown: JobItem): Promise<JobItem> {
  if (!isReplaced(shown)) return shown;
  return (await readJobInPlace(table, shown.jobId)) ?? shown;
}

/** The same with what only the item itself holds. */
export async function readWholeJob(table: JobTable, jobId: string): Promise<Job | undefined> {
  const item = await readItem(table, jobId);
  return item === undefined ? undefined : jobSchema.parse(item);
}

async function readItem(table: JobTable, jobId: string): Promise<unknown> {
  const { Item } = await table.dynamodb.send(
    new GetCommand({
      TableName: table.jobTable,
      Key: { [jobTableKeys.partitionKey]: `JOB#${jobId}`, [jobTableKeys.sortKey]: 'JOB' },
      ConsistentRead: true,
    }),
  );
  return Item;
}

/** What an index holds under one of its partition keys, the newest first. */
export async function queryJobs(
  table: JobTable,
  index: { readonly indexName: string; readonly partitionKey: string },
  partition: string,
): Promise<JobItem[]> {
  return Array.fromAsync(jobsIn(table, index, partition));
}

/** The jobs of one state and shard that changed at an ISO time or later, the newest first. */
export async function queryJobsSince(
  table: JobTable,
  statusShard: string,
  since: string,
): Promise<JobItem[]> {
  const jobs: JobItem[] = [];
  for await (const job of jobsIn(table, jobTableIndexes.byStatus, statusShard)) {
    if (job.changedAt < since) break;
    jobs.push(job);
  }
  return jobs;
}

async function* jobsIn(
  table: JobTable,
  index: { readonly indexName: string; readonly partitionKey: string },
  partition: string,
): AsyncGenerator<JobItem> {
  const { dynamodb: client, jobTable: name } = table;
  const newestFirst = { partition, ScanIndexForward: false };
  for await (const items of pagesOfIndex({ client, name }, index, newestFirst))
    yield* items.map((item) => jobItemSchema.parse(item));
}

import { GetCommand, paginateQuery } from '@aws-sdk/lib-dynamodb';
import { type Job, jobSchema } from '../../shared/job/job.ts';
import { jobTableKeys } from '../../shared/job/job-table.ts';
import type { Deployment } from '../deployment/deployment.ts';
import { type JobItem, jobItemSchema } from './job-item.ts';

/** A deployment, as far as its job table is concerned. */
export type JobTable = Pick<Deployment, 'dynamodb' | 'jobTable'>;

/** A job as it is now; `undefined` where there is none. */
export async function readJob(table: JobTable, jobId: string): Promise<JobItem | undefined> {
  const item = await readItem(table, jobId);
  return item === undefined ? undefined : jobItemSchema.parse(item);
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
  const pages = paginateQuery(
    { client: table.dynamodb },
    {
      TableName: table.jobTable,
      IndexName: index.indexName,
      KeyConditionExpression: '#partition = :partition',
      ExpressionAttributeNames: { '#partition': index.partitionKey },
      ExpressionAttributeValues: { ':partition': partition },
      ScanIndexForward: false,
    },
  );
  const jobs: JobItem[] = [];
  for await (const { Items = [] } of pages) {
    jobs.push(...Items.map((item) => jobItemSchema.parse(item)));
  }
  return jobs;
}

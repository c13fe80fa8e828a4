import { paginateQuery } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { jobTableIndexes } from '../../job/job-table.ts';
import { lanes } from '../../job/lane.ts';
import type { Table } from './table.ts';

const listedSchema = z.array(z.object({ jobId: z.string(), lane: z.enum(lanes) }));

/**
 * Jobs that are read of one shard at most: 64,000 of all sixteen, which at about a kilobyte each are 8,000
 * read units, a tenth of a cent.
 */
const mostRead = 4_000;
const pageSize = 250;

/** Ids of at most `perLane` jobs of each lane under one shard of the index by status, longest unchanged first. */
export async function listLanesOfShard(
  { client, name }: Table,
  shard: string,
  perLane: number,
): Promise<readonly string[]> {
  const { indexName, partitionKey } = jobTableIndexes.byStatus;
  const pages = paginateQuery(
    { client, pageSize },
    {
      TableName: name,
      IndexName: indexName,
      KeyConditionExpression: '#partition = :partition',
      ProjectionExpression: 'jobId, lane',
      ExpressionAttributeNames: { '#partition': partitionKey },
      ExpressionAttributeValues: { ':partition': shard },
    },
  );
  const byLane = new Map(lanes.map((lane) => [lane, [] as string[]]));
  let read = 0;
  for await (const { Items } of pages) {
    const listed = listedSchema.parse(Items ?? []);
    for (const { jobId, lane } of listed) byLane.get(lane)?.push(jobId);
    read += listed.length;
    const isFull = [...byLane.values()].every(({ length }) => length >= perLane);
    if (isFull || read >= mostRead) break;
  }
  return [...byLane.values()].flatMap((ids) => ids.slice(0, perLane));
}

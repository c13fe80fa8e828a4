import * as z from 'zod';
import { jobTableIndexes } from '../../job/job-table.ts';
import { lanes } from '../../job/lane.ts';
import { pagesOfIndex } from './query-index.ts';
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
  table: Table,
  shard: string,
  perLane: number,
): Promise<readonly string[]> {
  const asked = { partition: shard, pageSize, ProjectionExpression: 'jobId, lane' };
  const byLane = new Map(lanes.map((lane) => [lane, [] as string[]]));
  let read = 0;
  for await (const items of pagesOfIndex(table, jobTableIndexes.byStatus, asked)) {
    const listed = listedSchema.parse(items);
    for (const { jobId, lane } of listed) byLane.get(lane)?.push(jobId);
    read += listed.length;
    const isFull = [...byLane.values()].every(({ length }) => length >= perLane);
    if (isFull || read >= mostRead) break;
  }
  return [...byLane.values()].flatMap((ids) => ids.slice(0, perLane));
}

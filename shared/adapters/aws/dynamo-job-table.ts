import { GetCommand, PutCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { JobStatus } from '../../job/job-status.ts';
import { jobTableIndexes, shards } from '../../job/job-table.ts';
import type { Job } from '../../job/job.ts';
import type { Move } from '../../job/move.ts';
import type { JobTable } from '../../ports/job-table.ts';
import { itemOf, jobKey, jobOf } from './job-item.ts';
import { moveExpression } from './move-expression.ts';
import { ifConditionHolds, type Table } from './table.ts';

const listedSchema = z.array(z.object({ jobId: z.string() }));

/** Keeps jobs in DynamoDB, with conditional writes of single items and no transactions. */
export class DynamoJobTable implements JobTable {
  readonly #table: Table;

  constructor(table: Table) {
    this.#table = table;
  }

  async create(job: Job): Promise<{ readonly created: boolean; readonly job: Job }> {
    const { client, name } = this.#table;
    const put = new PutCommand({
      TableName: name,
      Item: itemOf(job),
      ConditionExpression: 'attribute_not_exists(pk)',
    });
    if ((await ifConditionHolds(client.send(put))) !== undefined) return { created: true, job };

    const existing = await this.get(job.jobId);
    // Deleted between the two reads: as good as never created.
    return existing === undefined ? this.create(job) : { created: false, job: existing };
  }

  async get(jobId: string): Promise<Job | undefined> {
    const { client, name } = this.#table;
    const { Item } = await client.send(
      new GetCommand({ TableName: name, Key: jobKey(jobId), ConsistentRead: true }),
    );
    return Item === undefined ? undefined : jobOf(Item);
  }

  async move(jobId: string, move: Move): Promise<Job | undefined> {
    const { client, name } = this.#table;
    const moved = await ifConditionHolds(
      client.send(
        new UpdateCommand({
          TableName: name,
          Key: jobKey(jobId),
          ReturnValues: 'ALL_NEW',
          ...moveExpression(jobId, move),
        }),
      ),
    );
    return moved === undefined ? undefined : jobOf(moved.Attributes);
  }

  async listByStatus(status: JobStatus, limit: number): Promise<readonly string[]> {
    const perShard = Math.ceil(limit / shards.length);
    const lists = await Promise.all(
      shards.map((shard) => this.#listShard(`${status}#${shard}`, perShard)),
    );
    return lists.flat();
  }

  async #listShard(shard: string, limit: number): Promise<readonly string[]> {
    const { client, name } = this.#table;
    const { indexName, partitionKey } = jobTableIndexes.byStatus;
    const { Items } = await client.send(
      new QueryCommand({
        TableName: name,
        IndexName: indexName,
        KeyConditionExpression: '#shard = :shard',
        ExpressionAttributeNames: { '#shard': partitionKey },
        ExpressionAttributeValues: { ':shard': shard },
        Limit: limit,
      }),
    );
    return listedSchema.parse(Items ?? []).map(({ jobId }) => jobId);
  }
}

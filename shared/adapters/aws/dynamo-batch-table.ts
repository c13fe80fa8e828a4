import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { type Batch, batchSchema } from '../../job/batch.ts';
import { jobTableIndexes, jobTableKeys, unfinishedBatchesShard } from '../../job/job-table.ts';
import type { BatchTable } from '../../ports/batch-table.ts';
import { expiryAfter } from './expiry-after.ts';
import { queryIndex } from './query-index.ts';
import { ifConditionHolds, type Table } from './table.ts';

const { byStatus } = jobTableIndexes;
const listedSchema = z.array(z.object({ batchId: z.string() }));

/** A batch that nobody has taken for so long is forgotten. */
const retentionDays = 90;

/** Keeps batches in the job table; an index shows those that are not finished. */
export class DynamoBatchTable implements BatchTable {
  readonly #table: Table;

  constructor(table: Table) {
    this.#table = table;
  }

  async take(request: Parameters<BatchTable['take']>[0]): Promise<Batch | undefined> {
    const { batchId, owner, now, until } = request;
    const taken = await ifConditionHolds(
      this.#table.client.send(
        new UpdateCommand({
          TableName: this.#table.name,
          Key: keyOf(batchId),
          UpdateExpression:
            'SET batchId = :batchId, #owner = :owner, leaseUntil = :until, ' +
            'startedAt = if_not_exists(startedAt, :now), releasedJobs = if_not_exists(releasedJobs, :zero), ' +
            '#shard = :shard, #changedAt = :now, #expiresAt = :expiresAt',
          ConditionExpression: 'attribute_not_exists(leaseUntil) OR leaseUntil < :now',
          ExpressionAttributeNames: {
            '#owner': 'owner',
            '#shard': byStatus.partitionKey,
            '#changedAt': byStatus.sortKey,
            '#expiresAt': jobTableKeys.timeToLive,
          },
          ExpressionAttributeValues: {
            ':batchId': batchId,
            ':owner': owner,
            ':until': until,
            ':now': now,
            ':zero': 0,
            ':shard': unfinishedBatchesShard,
            ':expiresAt': expiryAfter(now, retentionDays),
          },
          ReturnValues: 'ALL_NEW',
        }),
      ),
    );
    return taken === undefined ? this.#ownTake(request) : batchSchema.parse(taken.Attributes);
  }

  /** A write whose reply was lost is sent again by the SDK, and then finds itself in its own way. */
  async #ownTake({
    batchId,
    owner,
  }: Parameters<BatchTable['take']>[0]): Promise<Batch | undefined> {
    const { client, name } = this.#table;
    const { Item } = await client.send(
      new GetCommand({ TableName: name, Key: keyOf(batchId), ConsistentRead: true }),
    );
    const batch = Item === undefined ? undefined : batchSchema.parse(Item);
    return batch?.owner === owner ? batch : undefined;
  }

  async advance({
    batchId,
    owner,
    releasedJobs,
    until,
  }: Parameters<BatchTable['advance']>[0]): Promise<boolean> {
    return this.#updateOwned(batchId, {
      UpdateExpression: 'SET leaseUntil = :until ADD releasedJobs :released',
      ExpressionAttributeNames: { '#owner': 'owner' },
      ExpressionAttributeValues: { ':until': until, ':released': releasedJobs, ':owner': owner },
    });
  }

  async letGo(batchId: string, owner: string): Promise<void> {
    await this.#updateOwned(batchId, {
      UpdateExpression: 'REMOVE leaseUntil, #owner',
      ExpressionAttributeNames: { '#owner': 'owner' },
      ExpressionAttributeValues: { ':owner': owner },
    });
  }

  async finish(batchId: string, owner: string): Promise<void> {
    await this.#updateOwned(batchId, {
      UpdateExpression: 'REMOVE leaseUntil, #owner, #shard, startedAt',
      ExpressionAttributeNames: { '#owner': 'owner', '#shard': byStatus.partitionKey },
      ExpressionAttributeValues: { ':owner': owner },
    });
  }

  async listUnfinished(): Promise<readonly string[]> {
    const shown = await queryIndex(this.#table, byStatus, { partition: unfinishedBatchesShard });
    return listedSchema.parse(shown).map(({ batchId }) => batchId);
  }

  /** `false` where `:owner` has it no longer. */
  async #updateOwned(
    batchId: string,
    update: Pick<
      UpdateCommand['input'],
      'UpdateExpression' | 'ExpressionAttributeNames' | 'ExpressionAttributeValues'
    >,
  ): Promise<boolean> {
    const command = new UpdateCommand({
      TableName: this.#table.name,
      Key: keyOf(batchId),
      ConditionExpression: '#owner = :owner',
      ...update,
    });
    return (await ifConditionHolds(this.#table.client.send(command))) !== undefined;
  }
}

function keyOf(batchId: string): { pk: string; sk: string } {
  return { pk: `BATCH#${batchId}`, sk: 'BATCH' };
}

import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { type Batch, batchSchema } from '../../job/batch.ts';
import type { BatchTable } from '../../ports/batch-table.ts';
import { ifConditionHolds, type Table } from './table.ts';

/** Keeps batches in the job table. */
export class DynamoBatchTable implements BatchTable {
  readonly #table: Table;

  constructor(table: Table) {
    this.#table = table;
  }

  async take({
    batchId,
    owner,
    now,
    until,
  }: Parameters<BatchTable['take']>[0]): Promise<Batch | undefined> {
    const taken = await ifConditionHolds(
      this.#table.client.send(
        new UpdateCommand({
          TableName: this.#table.name,
          Key: keyOf(batchId),
          UpdateExpression:
            'SET batchId = :batchId, #owner = :owner, leaseUntil = :until, ' +
            'startedAt = if_not_exists(startedAt, :now), releasedJobs = if_not_exists(releasedJobs, :zero)',
          ConditionExpression: 'attribute_not_exists(leaseUntil) OR leaseUntil < :now',
          ExpressionAttributeNames: { '#owner': 'owner' },
          ExpressionAttributeValues: {
            ':batchId': batchId,
            ':owner': owner,
            ':until': until,
            ':now': now,
            ':zero': 0,
          },
          ReturnValues: 'ALL_NEW',
        }),
      ),
    );
    return taken === undefined ? undefined : batchSchema.parse(taken.Attributes);
  }

  async advance({
    batchId,
    owner,
    releasedJobs,
    until,
  }: Parameters<BatchTable['advance']>[0]): Promise<boolean> {
    const advanced = await ifConditionHolds(
      this.#table.client.send(
        new UpdateCommand({
          TableName: this.#table.name,
          Key: keyOf(batchId),
          UpdateExpression: 'SET leaseUntil = :until ADD releasedJobs :released',
          ConditionExpression: '#owner = :owner',
          ExpressionAttributeNames: { '#owner': 'owner' },
          ExpressionAttributeValues: {
            ':until': until,
            ':released': releasedJobs,
            ':owner': owner,
          },
        }),
      ),
    );
    return advanced !== undefined;
  }

  async letGo(batchId: string, owner: string): Promise<void> {
    await ifConditionHolds(
      this.#table.client.send(
        new UpdateCommand({
          TableName: this.#table.name,
          Key: keyOf(batchId),
          UpdateExpression: 'REMOVE leaseUntil, #owner',
          ConditionExpression: '#owner = :owner',
          ExpressionAttributeNames: { '#owner': 'owner' },
          ExpressionAttributeValues: { ':owner': owner },
        }),
      ),
    );
  }
}

function keyOf(batchId: string): { pk: string; sk: string } {
  return { pk: `BATCH#${batchId}`, sk: 'BATCH' };
}

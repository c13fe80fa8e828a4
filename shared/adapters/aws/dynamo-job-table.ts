import { isDeepStrictEqual } from 'node:util';
import { GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { JobStatus } from '../../job/job-status.ts';
import { jobTableIndexes, shards } from '../../job/job-table.ts';
import { type Job, jobSchema } from '../../job/job.ts';
import { lanes } from '../../job/lane.ts';
import type { Move } from '../../job/move.ts';
import type { JobTable } from '../../ports/job-table.ts';
import { expiryOf } from './job-expiry.ts';
import { itemOf, jobKey, jobOf } from './job-item.ts';
import { listLanesOfShard } from './list-lanes-of-shard.ts';
import { moveExpression } from './move-expression.ts';
import { queryIndex } from './query-index.ts';
import { ifConditionHolds, type Table } from './table.ts';

const listedSchema = z.array(z.object({ jobId: z.string() }));

/** Keeps jobs in DynamoDB, with conditional writes of single items and no transactions. */
export class DynamoJobTable implements JobTable {
  readonly #table: Table;
  readonly #retentionDays: number;

  /** @param retentionDays how long a job is remembered that has ended; 0: for ever */
  constructor(table: Table, retentionDays = 0) {
    this.#table = table;
    this.#retentionDays = retentionDays;
  }

  async create(job: Job): Promise<{ readonly created: boolean; readonly job: Job }> {
    const { client, name } = this.#table;
    const put = new PutCommand({
      TableName: name,
      Item: { ...itemOf(job), ...expiryOf(job, this.#retentionDays) },
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
          ...moveExpression(jobId, move, expiryOf(move.change, this.#retentionDays)),
        }),
      ),
    );
    return moved === undefined ? this.#ownMove(jobId, move) : jobOf(moved.Attributes);
  }

  /** A write whose reply was lost is sent again by the SDK, and then finds itself in its own way. */
  async #ownMove(jobId: string, { expect, change }: Move): Promise<Job | undefined> {
    const job = await this.get(jobId);
    if (job === undefined) return undefined;

    const made = { ...job, owner: expect.owner ?? job.owner, ...change };
    return isDeepStrictEqual(made, job) ? job : undefined;
  }

  async listByDocument(
    bucket: string,
    key: string,
  ): Promise<readonly Pick<Job, 'jobId' | 'document'>[]> {
    const { byDocument } = jobTableIndexes;
    const listed = await queryIndex(this.#table, byDocument, { partition: `${bucket}/${key}` });
    return z.array(jobSchema.pick({ jobId: true, document: true })).parse(listed);
  }

  async listByStatus(status: JobStatus, limit: number): Promise<readonly string[]> {
    const perShard = Math.ceil(limit / shards.length);
    const lists = await Promise.all(
      shards.map((shard) => this.#listShard(`${status}#${shard}`, perShard)),
    );
    return lists.flat();
  }

  async listByLane(status: JobStatus, limit: number): Promise<readonly string[]> {
    const perLane = Math.ceil(limit / shards.length / lanes.length);
    const lists = await Promise.all(
      shards.map((shard) => listLanesOfShard(this.#table, `${status}#${shard}`, perLane)),
    );
    return lists.flat();
  }

  async #listShard(shard: string, limit: number): Promise<readonly string[]> {
    const { byStatus } = jobTableIndexes;
    const listed = await queryIndex(this.#table, byStatus, { partition: shard, limit });
    return listedSchema.parse(listed).map(({ jobId }) => jobId);
  }
}

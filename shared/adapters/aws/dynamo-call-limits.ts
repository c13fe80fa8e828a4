import { GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { type CallLimit, callLimitSchema, firstCallLimit } from '../../extraction/call-limit.ts';
import { callLimitsShard, jobTableIndexes } from '../../job/job-table.ts';
import type { CallLimits, WaitedFor } from '../../ports/call-limits.ts';
import type { Clock } from '../../ports/clock.ts';
import { queryIndex } from './query-index.ts';
import { ifConditionHolds, type Table } from './table.ts';

const { byStatus } = jobTableIndexes;
const prefix = 'LIMIT#';
const listedSchema = z.array(z.object({ pk: z.string().startsWith(prefix) }));

/**
 * Dead workers that one write forgets: each takes about 40 of the 4,096 bytes that DynamoDB allows an
 * expression. The next beat, of whomever, forgets as many more.
 */
const forgottenAtOnce = 25;

/** Keeps call limits in the job table, one item a provider. */
export class DynamoCallLimits implements CallLimits {
  readonly #table: Table;
  readonly #clock: Clock;

  constructor(table: Table, clock: Clock) {
    this.#table = table;
    this.#clock = clock;
  }

  async join(request: Parameters<CallLimits['join']>[0]): Promise<CallLimit> {
    const joined = (await this.#count(request)) ?? (await this.#begin(request));
    await this.#forget(request.provider, joined);
    return joined;
  }

  async leave(provider: string, worker: string): Promise<void> {
    await ifConditionHolds(
      this.#table.client.send(
        new UpdateCommand({
          ...this.#item(provider),
          UpdateExpression: 'REMOVE workers.#worker',
          ConditionExpression: 'attribute_exists(workers)',
          ExpressionAttributeNames: { '#worker': worker },
        }),
      ),
    );
  }

  async change(provider: string, next: CallLimit): Promise<boolean> {
    const changed = await ifConditionHolds(
      this.#table.client.send(
        new UpdateCommand({
          ...this.#item(provider),
          UpdateExpression:
            'SET #limit = :limit, notBefore = :notBefore, changedAt = :changedAt, ' +
            'stormAt = :stormAt, #version = :next',
          ConditionExpression: '#version = :seen',
          ExpressionAttributeNames: { '#limit': 'limit', '#version': 'version' },
          ExpressionAttributeValues: {
            ':limit': next.limit,
            ':notBefore': next.notBefore,
            ':changedAt': next.changedAt,
            ':stormAt': next.stormAt,
            ':next': next.version,
            ':seen': next.version - 1,
          },
        }),
      ),
    );
    return changed !== undefined;
  }

  async listWaiting(now: Date): Promise<readonly WaitedFor[]> {
    const shown = await queryIndex(this.#table, byStatus, { partition: callLimitsShard });
    const providers = listedSchema.parse(shown).map(({ pk }) => pk.slice(prefix.length));
    const found = await Promise.all(providers.map((provider) => this.#waitFor(provider)));
    return found.flatMap((one) => (one !== null && one.notBefore > now.toISOString() ? [one] : []));
  }

  async #waitFor(provider: string): Promise<WaitedFor | null> {
    const { Item } = await this.#table.client.send(
      new GetCommand({ ...this.#item(provider), ConsistentRead: true }),
    );
    if (Item === undefined) return null;
    const limit = callLimitSchema.parse(Item);
    return limit.notBefore === null ? null : { provider, limit, notBefore: limit.notBefore };
  }

  /**
   * Has the index show the limit, too, also one that an earlier release wrote. The index is written the
   * first time only: it does not show workers.
   *
   * @returns `undefined` where nobody has called the provider yet
   */
  async #count({
    provider,
    worker,
    alive,
  }: Parameters<CallLimits['join']>[0]): Promise<CallLimit | undefined> {
    const counted = await ifConditionHolds(
      this.#table.client.send(
        new UpdateCommand({
          ...this.#item(provider),
          UpdateExpression: 'SET workers.#worker = :alive, #shard = :shard',
          ConditionExpression: 'attribute_exists(workers)',
          ExpressionAttributeNames: { '#worker': worker, '#shard': byStatus.partitionKey },
          ExpressionAttributeValues: { ':alive': alive, ':shard': callLimitsShard },
          ReturnValues: 'ALL_NEW',
        }),
      ),
    );
    return counted === undefined ? undefined : callLimitSchema.parse(counted.Attributes);
  }

  async #begin(request: Parameters<CallLimits['join']>[0]): Promise<CallLimit> {
    const { TableName, Key } = this.#item(request.provider);
    const first = firstCallLimit(request.ceiling, this.#clock.now());
    await ifConditionHolds(
      this.#table.client.send(
        new PutCommand({
          TableName,
          Item: { ...Key, ...first },
          ConditionExpression: 'attribute_not_exists(pk)',
        }),
      ),
    );
    const counted = await this.#count(request);
    if (counted === undefined) throw new Error('the limit of a provider vanished from the table');
    return counted;
  }

  /** Takes out the workers that stopped beating, unless one has come back meanwhile. */
  async #forget(provider: string, { workers }: CallLimit): Promise<void> {
    const now = this.#clock.now().toISOString();
    const gone = Object.entries(workers)
      .filter(([, { until }]) => until < now)
      .slice(0, forgottenAtOnce);
    if (gone.length === 0) return;

    const places = gone.map((_, index) => `workers.#gone${index}`);
    await ifConditionHolds(
      this.#table.client.send(
        new UpdateCommand({
          ...this.#item(provider),
          UpdateExpression: `REMOVE ${places.join(', ')}`,
          ConditionExpression: places
            .map((place, index) => `${place}.#until = :until${index}`)
            .join(' AND '),
          ExpressionAttributeNames: {
            '#until': 'until',
            ...Object.fromEntries(gone.map(([worker], index) => [`#gone${index}`, worker])),
          },
          ExpressionAttributeValues: Object.fromEntries(
            gone.map(([, { until }], index) => [`:until${index}`, until]),
          ),
        }),
      ),
    );
  }

  #item(provider: string): {
    readonly TableName: string;
    readonly Key: { readonly pk: string; readonly sk: string };
  } {
    return { TableName: this.#table.name, Key: { pk: `${prefix}${provider}`, sk: 'LIMIT' } };
  }
}

import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { type Breaker, breakerSchema } from '../../extraction/breaker.ts';
import { jobTableIndexes, openBreakersShard } from '../../job/job-table.ts';
import type { Breakers, ClosedBy } from '../../ports/breakers.ts';
import { expiryAfter } from './expiry-after.ts';
import { queryIndex } from './query-index.ts';
import { ifConditionHolds, type Table } from './table.ts';

const { byStatus } = jobTableIndexes;
const prefix = 'BREAKER#';
const listedSchema = z.array(z.object({ pk: z.string().startsWith(prefix) }));

/** One that nobody has used for so long is forgotten. */
const retentionDays = 90;

/** Keeps breakers in the job table; an index shows those that are open. */
export class DynamoBreakers implements Breakers {
  readonly #table: Table;

  constructor(table: Table) {
    this.#table = table;
  }

  async get(scope: string): Promise<Breaker | undefined> {
    const { client, name } = this.#table;
    const { Item } = await client.send(
      new GetCommand({ TableName: name, Key: keyOf(scope), ConsistentRead: true }),
    );
    return Item === undefined ? undefined : breakerSchema.parse({ closedAt: null, ...Item });
  }

  async open(breaker: Breaker, calledAt: Date): Promise<boolean> {
    const { scope, code, problem, openedAt, probeAt, probes, probedBy } = breaker;
    return this.#set(
      scope,
      {
        scope,
        open: true,
        code,
        problem,
        openedAt,
        probeAt,
        probes,
        probedBy,
        [byStatus.partitionKey]: openBreakersShard,
        [byStatus.sortKey]: openedAt,
        expiresAt: expiryAfter(openedAt, retentionDays),
      },
      {
        expression: 'attribute_not_exists(pk) OR (#open = :closed AND closedAt < :calledAt)',
        values: { ':closed': false, ':calledAt': calledAt.toISOString() },
      },
    );
  }

  async probe(seen: Breaker, { probeAt, probes, probedBy }: Breaker): Promise<boolean> {
    return this.#set(
      seen.scope,
      { probeAt, probes, probedBy, expiresAt: expiryAfter(probeAt, retentionDays) },
      {
        expression: '#open = :open AND #probeAt = :seen',
        values: { ':open': true, ':seen': seen.probeAt },
      },
    );
  }

  async close(seen: Breaker, now: Date, by: ClosedBy): Promise<boolean> {
    const at = now.toISOString();
    return this.#set(
      seen.scope,
      {
        open: false,
        closedAt: at,
        ...(by === 'answer' ? { answeredAt: at } : {}),
        [byStatus.partitionKey]: undefined,
        [byStatus.sortKey]: at,
        expiresAt: expiryAfter(at, retentionDays),
      },
      {
        expression: '#open = :isOpen AND openedAt = :openedAt',
        values: { ':isOpen': true, ':openedAt': seen.openedAt },
      },
    );
  }

  async listOpen(): Promise<readonly Breaker[]> {
    const shown = await queryIndex(this.#table, byStatus, { partition: openBreakersShard });
    const scopes = listedSchema.parse(shown).map(({ pk }) => pk.slice(prefix.length));
    const breakers = await Promise.all(scopes.map((scope) => this.get(scope)));
    return breakers.flatMap((breaker) => (breaker?.open === true ? [breaker] : []));
  }

  /** Sets attributes where a condition, which looks at `#open`, holds; an `undefined` one is removed. */
  async #set(
    scope: string,
    attributes: Readonly<Record<string, unknown>>,
    condition: { readonly expression: string; readonly values: Record<string, unknown> },
  ): Promise<boolean> {
    const names = Object.keys(attributes);
    const sets = names.filter((name) => attributes[name] !== undefined);
    const removed = names.filter((name) => attributes[name] === undefined);
    const set = `SET ${sets.map((name) => `#${name} = :${name}`).join(', ')}`;
    const remove = removed.map((name) => ` REMOVE #${name}`).join('');
    const written = await ifConditionHolds(
      this.#table.client.send(
        new UpdateCommand({
          TableName: this.#table.name,
          Key: keyOf(scope),
          UpdateExpression: set + remove,
          ConditionExpression: condition.expression,
          ExpressionAttributeNames: Object.fromEntries(
            [...names, 'open'].map((name) => [`#${name}`, name]),
          ),
          ExpressionAttributeValues: {
            ...condition.values,
            ...Object.fromEntries(sets.map((name) => [`:${name}`, attributes[name]])),
          },
        }),
      ),
    );
    return written !== undefined;
  }
}

function keyOf(scope: string): { readonly pk: string; readonly sk: string } {
  return { pk: `${prefix}${scope}`, sk: 'BREAKER' };
}

import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { type StructuredOutput, structuredOutputs } from '../../extraction/structured-output.ts';
import type { Clock } from '../../ports/clock.ts';
import type { AskedModel, ModeMemory } from '../../ports/mode-memory.ts';
import type { Table } from './table.ts';

/** A provider that learned a kind of structured output is asked for it again after a week. */
const refusalSeconds = 7 * 86_400;

/** How long what the table said is believed, so that a worker reads it once and not at each call. */
const believedSeconds = 300;

const itemSchema = z.object({
  refused: z.array(z.enum(structuredOutputs)),
  expiresAt: z.number(),
});

interface Known {
  readonly refused: readonly StructuredOutput[];
  /** Seconds since 1970. */
  readonly until: number;
}

/** Keeps refusals in the job table, and in this process. */
export class DynamoModeMemory implements ModeMemory {
  readonly #table: Table;
  readonly #clock: Clock;
  readonly #known = new Map<string, Known>();

  constructor(table: Table, clock: Clock) {
    this.#table = table;
    this.#clock = clock;
  }

  async recall(model: AskedModel): Promise<readonly StructuredOutput[]> {
    const key = keyOf(model);
    const now = this.#now();
    const known = this.#known.get(key.pk + key.sk);
    if (known !== undefined && known.until > now) return known.refused;

    const { client, name } = this.#table;
    const { Item } = await client.send(new GetCommand({ TableName: name, Key: key }));
    const item = Item === undefined ? undefined : itemSchema.parse(Item);
    // DynamoDB deletes what has expired when it comes to it.
    const refused = item === undefined || item.expiresAt <= now ? [] : item.refused;
    this.#known.set(key.pk + key.sk, { refused, until: now + believedSeconds });
    return refused;
  }

  async remember(model: AskedModel, refused: readonly StructuredOutput[]): Promise<void> {
    const key = keyOf(model);
    const now = this.#now();
    this.#known.set(key.pk + key.sk, { refused, until: now + believedSeconds });
    const { client, name } = this.#table;
    const Item = { ...key, refused, expiresAt: now + refusalSeconds };
    await client.send(new PutCommand({ TableName: name, Item }));
  }

  #now(): number {
    return Math.floor(this.#clock.now().getTime() / 1000);
  }
}

function keyOf({ providerIdentity, model, thinking }: AskedModel): { pk: string; sk: string } {
  return { pk: `MODE#${providerIdentity}#${model}`, sk: thinking ? 'THINKING' : 'DIRECT' };
}

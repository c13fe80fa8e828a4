import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateTableCommand,
  DynamoDBClient,
  type KeySchemaElement,
} from '@aws-sdk/client-dynamodb';
import { startTables } from '../../local/emulators/tables.ts';
import { type Table, tableOf } from '../../shared/adapters/aws/table.ts';
import { jobTableIndexes, jobTableKeys } from '../../shared/job/job-table.ts';

/** A job table on the emulator. */
export interface EmulatedTable extends Table {
  /** The same table, with the first reply to each request lost: the SDK sends it a second time. */
  readonly losingReplies: Table;
  readonly endpoint: string;
  close(): Promise<void>;
}

export async function startEmulatedTable(): Promise<EmulatedTable> {
  const directory = await mkdtemp(join(tmpdir(), 'sluice-table-'));
  const tables = await startTables(directory);
  const reach = {
    endpoint: tables.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  };
  const client = new DynamoDBClient(reach);
  const losing = new DynamoDBClient(reach);
  losing.middlewareStack.add(
    (send) => async (request) => {
      await send(request);
      return send(request);
    },
    { step: 'finalizeRequest' },
  );
  const indexes = Object.values(jobTableIndexes);
  const attributes = new Set([
    jobTableKeys.partitionKey,
    jobTableKeys.sortKey,
    ...indexes.flatMap(({ partitionKey, sortKey }) => [partitionKey, sortKey]),
  ]);
  await client.send(
    new CreateTableCommand({
      TableName: 'jobs',
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [...attributes].map((AttributeName) => ({
        AttributeName,
        AttributeType: 'S',
      })),
      KeySchema: keySchema(jobTableKeys),
      GlobalSecondaryIndexes: indexes.map((index) => ({
        IndexName: index.indexName,
        KeySchema: keySchema(index),
        Projection: { ProjectionType: 'ALL' },
      })),
    }),
  );
  return {
    ...tableOf(client, 'jobs'),
    losingReplies: tableOf(losing, 'jobs'),
    endpoint: tables.endpoint,
    close: async () => {
      client.destroy();
      losing.destroy();
      await tables.stop();
      await rm(directory, { recursive: true });
    },
  };
}

function keySchema(keys: {
  readonly partitionKey: string;
  readonly sortKey: string;
}): KeySchemaElement[] {
  return [
    { AttributeName: keys.partitionKey, KeyType: 'HASH' },
    { AttributeName: keys.sortKey, KeyType: 'RANGE' },
  ];
}

import {
  CreateTableCommand,
  DescribeTableCommand,
  type DynamoDBClient,
  ResourceInUseException,
} from '@aws-sdk/client-dynamodb';
import { DataDirectoryOutdated } from '../local-errors.ts';
import type { DeclaredResource, DeclaredResources } from '../template/declared-resources.ts';
import { tableSchema } from '../template/emulated-resources.ts';
import type * as z from 'zod';

type TableProperties = z.output<typeof tableSchema>;

/** The template's tables, however they are declared. */
export function tablesOf(
  resources: DeclaredResources,
): readonly DeclaredResource<TableProperties>[] {
  return resources.ofType(tableSchema, 'AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable');
}

/** Creates the template's tables with their indexes, unless they are there. */
export async function createTables(
  resources: DeclaredResources,
  dynamodb: DynamoDBClient,
): Promise<void> {
  await Promise.all(tablesOf(resources).map(async (table) => createTable(table, dynamodb)));
}

async function createTable(
  { name, properties }: DeclaredResource<TableProperties>,
  dynamodb: DynamoDBClient,
): Promise<void> {
  const input = Object.fromEntries(
    Object.entries(properties).filter(([, value]) => value !== undefined),
  );
  try {
    await dynamodb.send(
      new CreateTableCommand({
        ...input,
        AttributeDefinitions: properties.AttributeDefinitions,
        KeySchema: properties.KeySchema,
        TableName: name,
        // A provisioned table's throughput would only slow the emulator down.
        BillingMode: 'PAY_PER_REQUEST',
      }),
    );
  } catch (error) {
    if (!(error instanceof ResourceInUseException)) throw error;
    await requireIndexes(name, properties, dynamodb);
  }
}

/** @throws {DataDirectoryOutdated} where a table that is there has not all of the indexes */
async function requireIndexes(
  name: string,
  declared: TableProperties,
  dynamodb: DynamoDBClient,
): Promise<void> {
  const { Table } = await dynamodb.send(new DescribeTableCommand({ TableName: name }));
  const there = [...(Table?.GlobalSecondaryIndexes ?? []), ...(Table?.LocalSecondaryIndexes ?? [])];
  const names = new Set(there.map(({ IndexName }) => IndexName));
  const missing = [
    ...(declared.GlobalSecondaryIndexes ?? []),
    ...(declared.LocalSecondaryIndexes ?? []),
  ].filter(({ IndexName }) => !names.has(IndexName));
  if (missing.length > 0) {
    throw new DataDirectoryOutdated(
      name,
      missing.map(({ IndexName }) => `index ${IndexName}`),
    );
  }
}

import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Table } from './table.ts';

/** What an index shows under one of its partition keys: the first page, of at most so many items. */
export async function queryIndex(
  { client, name }: Table,
  index: { readonly indexName: string; readonly partitionKey: string },
  asked: { readonly partition: string; readonly limit?: number },
): Promise<readonly unknown[]> {
  const { Items } = await client.send(
    new QueryCommand({
      TableName: name,
      IndexName: index.indexName,
      KeyConditionExpression: '#partition = :partition',
      ExpressionAttributeNames: { '#partition': index.partitionKey },
      ExpressionAttributeValues: { ':partition': asked.partition },
      Limit: asked.limit,
    }),
  );
  return Items ?? [];
}

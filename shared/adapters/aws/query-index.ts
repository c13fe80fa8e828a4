import { QueryCommand, type QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import type { Table } from './table.ts';

/** What an index shows under one of its partition keys: all of it, or as many items as asked for. */
export async function queryIndex(
  { client, name }: Table,
  index: { readonly indexName: string; readonly partitionKey: string },
  asked: { readonly partition: string; readonly limit?: number },
): Promise<readonly unknown[]> {
  const { partition, limit = Infinity } = asked;
  const found: unknown[] = [];
  let next: QueryCommandInput['ExclusiveStartKey'];
  do {
    const { Items = [], LastEvaluatedKey } = await client.send(
      new QueryCommand({
        TableName: name,
        IndexName: index.indexName,
        KeyConditionExpression: '#partition = :partition',
        ExpressionAttributeNames: { '#partition': index.partitionKey },
        ExpressionAttributeValues: { ':partition': partition },
        ExclusiveStartKey: next,
        ...(limit === Infinity ? {} : { Limit: limit - found.length }),
      }),
    );
    found.push(...Items);
    next = LastEvaluatedKey;
  } while (next !== undefined && found.length < limit);
  return found;
}

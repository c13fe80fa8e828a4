import { paginateQuery, type QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import type { Table } from './table.ts';

/** What is asked of an index. */
interface IndexQuery extends Pick<QueryCommandInput, 'ProjectionExpression' | 'ScanIndexForward'> {
  /** One of its partition keys. */
  readonly partition: string;
  /** @default as many items as fit into a megabyte */
  readonly pageSize?: number;
}

/**
 * Reads what an index shows under one of its partition keys, each page when it is come to.
 *
 * @yields the items of a page
 */
export async function* pagesOfIndex(
  { client, name }: Table,
  index: { readonly indexName: string; readonly partitionKey: string },
  { partition, pageSize, ...query }: IndexQuery,
): AsyncGenerator<readonly unknown[]> {
  const pages = paginateQuery(
    { client, ...(pageSize === undefined ? {} : { pageSize }) },
    {
      ...query,
      TableName: name,
      IndexName: index.indexName,
      KeyConditionExpression: '#partition = :partition',
      ExpressionAttributeNames: { '#partition': index.partitionKey },
      ExpressionAttributeValues: { ':partition': partition },
    },
  );
  for await (const { Items = [] } of pages) yield Items;
}

/** What an index shows under one of its partition keys: all of it, or as many items as asked for. */
export async function queryIndex(
  table: Table,
  index: { readonly indexName: string; readonly partitionKey: string },
  { partition, limit }: { readonly partition: string; readonly limit?: number },
): Promise<readonly unknown[]> {
  const pageSize = limit === undefined ? {} : { pageSize: limit };
  const found: unknown[] = [];
  for await (const items of pagesOfIndex(table, index, { partition, ...pageSize })) {
    found.push(...items);
    if (limit !== undefined && found.length >= limit) break;
  }
  return found.slice(0, limit);
}

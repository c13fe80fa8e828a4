import {
  type AttributeValue,
  type DynamoDBClient,
  paginateScan,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { DeclaredResources } from '../template/declared-resources.ts';
import { tablesOf } from './create-tables.ts';

/**
 * Makes every item appear again in the indexes that it belongs to, by writing it once more as it is.
 *
 * For a directory whose last pipeline was killed, before anybody else writes: dynalite changes an
 * item's indexes first and the item after that, so that a death in between leaves an item which no
 * index shows. DynamoDB itself does not do that.
 */
export async function repairIndexes(
  resources: DeclaredResources,
  dynamodb: DynamoDBClient,
): Promise<void> {
  for (const { name, properties } of tablesOf(resources)) {
    const indexes = properties.GlobalSecondaryIndexes ?? [];
    const keys = indexes.flatMap(({ KeySchema }) => KeySchema.map((key) => key.AttributeName));
    const isShown = (item: Record<string, AttributeValue>): boolean =>
      keys.some((key) => item[key] !== undefined);
    for await (const { Items = [] } of paginateScan({ client: dynamodb }, { TableName: name })) {
      for (const Item of Items.filter(isShown)) {
        await dynamodb.send(new PutItemCommand({ TableName: name, Item }));
      }
    }
  }
}

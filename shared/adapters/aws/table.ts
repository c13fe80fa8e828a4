import { ConditionalCheckFailedException, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** The job table and the client to reach it with. */
export interface Table {
  readonly client: DynamoDBDocumentClient;
  readonly name: string;
}

/** Values that are `undefined` are left out of what is written. */
export function tableOf(client: DynamoDBClient, name: string): Table {
  const marshallOptions = { removeUndefinedValues: true };
  return { client: DynamoDBDocumentClient.from(client, { marshallOptions }), name };
}

/** Does a conditional write; `undefined` where its condition did not hold. */
export async function ifConditionHolds<Output>(
  write: Promise<Output>,
): Promise<Output | undefined> {
  try {
    return await write;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return undefined;
    throw error;
  }
}

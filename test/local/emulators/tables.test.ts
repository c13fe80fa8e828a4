import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { expect, it } from 'vitest';
import { runPipeline } from '../running-pipeline.ts';

it('a conditional write that fails shows the item that stood in its way', async () => {
  const { dynamodb, outputs } = await runPipeline({
    resources: {
      Table: {
        Type: 'AWS::DynamoDB::Table',
        Properties: {
          AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
          KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
        },
      },
    },
    outputs: { Table: { Value: { Ref: 'Table' } } },
  });
  const claim = (owner: string) =>
    new PutItemCommand({
      TableName: outputs['Table'],
      Item: { pk: { S: 'claim' }, owner: { S: owner } },
      ConditionExpression: 'attribute_not_exists(pk)',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });
  await dynamodb.send(claim('first'));

  await expect(dynamodb.send(claim('second'))).rejects.toMatchObject({
    name: 'ConditionalCheckFailedException',
    Item: { owner: { S: 'first' } },
  });
});

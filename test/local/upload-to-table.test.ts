import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { expect, it } from 'vitest';
import { eventually } from './eventually.ts';
import { runPipeline } from './running-pipeline.ts';
import { lambdaFunction, mapping, packageUrl } from './temporary-assembly.ts';

const handler = `
  import { S3Client, GetObjectCommand } from ${packageUrl('@aws-sdk/client-s3')};
  import { DynamoDBClient, PutItemCommand } from ${packageUrl('@aws-sdk/client-dynamodb')};
  const s3 = new S3Client({});
  const dynamodb = new DynamoDBClient({});
  export const handler = async ({ Records }) => {
    for (const { body } of Records) {
      const event = JSON.parse(body);
      if (event.Event === 's3:TestEvent') continue;
      for (const { s3: { bucket, object } } of event.Records) {
        const Key = decodeURIComponent(object.key.replaceAll('+', ' '));
        const stored = await s3.send(new GetObjectCommand({ Bucket: bucket.name, Key, IfMatch: '"' + object.eTag + '"' }));
        const text = await stored.Body.transformToString();
        await dynamodb.send(new PutItemCommand({ TableName: process.env.TABLE, Item: { pk: { S: Key }, text: { S: text }, size: { N: String(object.size) } } }));
      }
    }
    return { batchItemFailures: [] };
  };`;

it('an upload reaches the handler through its queue, and what the handler writes is there', async () => {
  const { s3, dynamodb, outputs } = await runPipeline({
    resources: {
      Documents: {
        Type: 'AWS::S3::Bucket',
        Properties: {
          NotificationConfiguration: {
            QueueConfigurations: [
              { Event: 's3:ObjectCreated:*', Queue: { 'Fn::GetAtt': ['Uploads', 'Arn'] } },
            ],
          },
        },
      },
      Uploads: { Type: 'AWS::SQS::Queue', Properties: { VisibilityTimeout: 60 } },
      Table: {
        Type: 'AWS::DynamoDB::Table',
        Properties: {
          AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
          KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
          BillingMode: 'PAY_PER_REQUEST',
        },
      },
      Intake: lambdaFunction('intake', { Environment: { Variables: { TABLE: { Ref: 'Table' } } } }),
      Mapping: mapping('Uploads', 'Intake', { FunctionResponseTypes: ['ReportBatchItemFailures'] }),
    },
    outputs: { Bucket: { Value: { Ref: 'Documents' } }, TableName: { Value: { Ref: 'Table' } } },
    handlers: { intake: handler },
  });

  const key = 'inbox/minutes/zażółć gęślą + jaźń (1).txt';
  await s3.send(new PutObjectCommand({ Bucket: outputs['Bucket'], Key: key, Body: 'Hello' }));
  const item = await eventually(async () => {
    const get = new GetItemCommand({ TableName: outputs['TableName'], Key: { pk: { S: key } } });
    return (await dynamodb.send(get)).Item;
  });

  expect(item).toMatchObject({ text: { S: 'Hello' }, size: { N: '5' } });
});

import { writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { GetItemCommand, PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { GetQueueAttributesCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { describe, expect, it } from 'vitest';
import { jobTableIndexes } from '../../shared/job/job-table.ts';
import { type RunningPipeline, runPipeline } from './running-pipeline.ts';
import { temporaryDirectory } from './temporary-assembly.ts';

const { byDocument } = jobTableIndexes;
const text = (name: string) => ({ AttributeName: name, AttributeType: 'S' });
const indexOn = (name: string) => ({
  IndexName: name,
  KeySchema: [{ AttributeName: byDocument.partitionKey, KeyType: 'HASH' }],
  Projection: { ProjectionType: 'ALL' },
});
function resourcesWith(tableProperties: object): Record<string, object> {
  return {
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
    Uploads: { Type: 'AWS::SQS::Queue', Properties: { VisibilityTimeout: 600 } },
    Jobs: { Type: 'AWS::SQS::Queue', Properties: { VisibilityTimeout: 1 } },
    Table: {
      Type: 'AWS::DynamoDB::Table',
      Properties: {
        AttributeDefinitions: [text('pk'), text(byDocument.partitionKey)],
        KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
        BillingMode: 'PAY_PER_REQUEST',
        ...tableProperties,
      },
    },
  };
}
const parts = {
  resources: resourcesWith({ GlobalSecondaryIndexes: [indexOn(byDocument.indexName)] }),
  outputs: {
    Bucket: { Value: { Ref: 'Documents' } },
    Uploads: { Value: { Ref: 'Uploads' } },
    Jobs: { Value: { Ref: 'Jobs' } },
    Table: { Value: { Ref: 'Table' } },
  },
};
const hello = '8b1a9953c4611296a827abf8c47804d7';

async function upload({ s3, outputs }: RunningPipeline, key: string): Promise<void> {
  await s3.send(new PutObjectCommand({ Bucket: outputs['Bucket'], Key: key, Body: 'Hello' }));
}

async function putJob({ dynamodb, outputs }: RunningPipeline, key: string): Promise<void> {
  const Item = {
    pk: { S: key },
    [byDocument.partitionKey]: { S: `${outputs['Bucket']}/${key}` },
    document: { M: { version: { S: hello } } },
  };
  await dynamodb.send(new PutItemCommand({ TableName: outputs['Table'], Item }));
}

async function jobsInIndex({ dynamodb, outputs }: RunningPipeline): Promise<unknown[]> {
  const { Items = [] } = await dynamodb.send(
    new ScanCommand({ TableName: outputs['Table'], IndexName: byDocument.indexName }),
  );
  return Items.map(({ pk }) => pk?.S);
}

/** Larger than any process id of Linux. */
const noProcess = 4_194_305;

interface Indexes {
  updateIndexes: (...call: [unknown, unknown, unknown, unknown, () => void]) => void;
}
const indexes: Indexes = createRequire(import.meta.url)('dynalite/db/index.js');

/** What a death between two writes of dynalite leaves behind. */
function losingIndexWrites(): () => void {
  const { updateIndexes } = indexes;
  indexes.updateIndexes = (...[, , , , done]) => done();
  return () => {
    indexes.updateIndexes = updateIndexes;
  };
}

/** Takes every message that is visible, for ten minutes. */
async function takeUploads(pipeline: RunningPipeline, count: number): Promise<string[]> {
  const keys: string[] = [];
  while (keys.length < count) {
    const event = JSON.parse(await pipeline.nextMessage(pipeline.outputs['Uploads']));
    keys.push(event.Event ?? event.Records[0].s3.object.key);
  }
  return keys;
}

describe('starting again in the same data directory', () => {
  it('finds objects, items and messages where they were', async () => {
    const dataDirectory = await temporaryDirectory();
    const first = await runPipeline(parts, { dataDirectory });
    await upload(first, 'inbox/a.txt');
    await putJob(first, 'inbox/a.txt');
    const { outputs } = first;
    const message = { QueueUrl: outputs['Jobs'], MessageBody: 'hello', MessageGroupId: 'minutes' };
    await first.sqs.send(new SendMessageCommand(message));
    await first.stop();

    const second = await runPipeline(parts, { dataDirectory });

    const object = new GetObjectCommand({ Bucket: outputs['Bucket'], Key: 'inbox/a.txt' });
    expect(await (await second.s3.send(object)).Body?.transformToString()).toBe('Hello');
    const item = new GetItemCommand({
      TableName: outputs['Table'],
      Key: { pk: { S: 'inbox/a.txt' } },
    });
    expect((await second.dynamodb.send(item)).Item).toBeDefined();
    expect(await second.nextMessage(second.outputs['Jobs'])).toBe('hello');
  });

  it('tells again of the uploads that no job came of, and sends no second test event', async () => {
    const dataDirectory = await temporaryDirectory();
    const first = await runPipeline(parts, { dataDirectory });
    await upload(first, 'inbox/has-job.txt');
    await upload(first, 'inbox/lost one.txt');
    await putJob(first, 'inbox/has-job.txt');
    await takeUploads(first, 3);
    await first.stop();

    const second = await runPipeline(parts, { dataDirectory });
    const told = await takeUploads(second, 1);

    expect(told).toEqual(['inbox/lost+one.txt']);
    const { Attributes } = await second.sqs.send(
      new GetQueueAttributesCommand({
        QueueUrl: second.outputs['Uploads'],
        AttributeNames: ['ApproximateNumberOfMessages'],
      }),
    );
    expect(Attributes).toEqual({ ApproximateNumberOfMessages: '0' });
  });

  it('shows an item in its indexes again that a pipeline was writing when it was killed', async () => {
    const dataDirectory = await temporaryDirectory();
    const first = await runPipeline(parts, { dataDirectory });
    const restore = losingIndexWrites();
    await putJob(first, 'inbox/a.txt');
    restore();
    expect(await jobsInIndex(first)).toEqual([]);
    await first.stop();
    await writeFile(join(dataDirectory, 'lock'), JSON.stringify({ pid: noProcess }));

    const second = await runPipeline(parts, { dataDirectory });

    expect(await jobsInIndex(second)).toEqual(['inbox/a.txt']);
  });

  it('gives queues the attributes that the template has now', async () => {
    const dataDirectory = await temporaryDirectory();
    await (await runPipeline(parts, { dataDirectory })).stop();
    const Jobs = { Type: 'AWS::SQS::Queue', Properties: { VisibilityTimeout: 7 } };

    const second = await runPipeline(
      { ...parts, resources: { ...parts.resources, Jobs } },
      { dataDirectory },
    );

    const { Attributes } = await second.sqs.send(
      new GetQueueAttributesCommand({
        QueueUrl: second.outputs['Jobs'],
        AttributeNames: ['VisibilityTimeout'],
      }),
    );
    expect(Attributes).toEqual({ VisibilityTimeout: '7' });
  });

  it('refuses a table that lacks an index of the template', async () => {
    const dataDirectory = await temporaryDirectory();
    await (await runPipeline(parts, { dataDirectory })).stop();
    const GlobalSecondaryIndexes = [indexOn(byDocument.indexName), indexOn('byColour')];

    const second = runPipeline(
      { ...parts, resources: resourcesWith({ GlobalSecondaryIndexes }) },
      { dataDirectory },
    );

    await expect(second).rejects.toMatchObject({
      code: 'DATA_DIRECTORY_OUTDATED',
      message: expect.stringContaining('index byColour'),
    });
  });
});

import {
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { describe, expect, it } from 'vitest';
import { type RunningPipeline, runPipeline } from '../running-pipeline.ts';

const parts = {
  resources: {
    Documents: {
      Type: 'AWS::S3::Bucket',
      Properties: {
        NotificationConfiguration: {
          QueueConfigurations: [
            {
              Event: 's3:ObjectCreated:*',
              Queue: { 'Fn::GetAtt': ['Uploads', 'Arn'] },
              Filter: { S3Key: { Rules: [{ Name: 'prefix', Value: 'inbox/' }] } },
            },
          ],
        },
      },
    },
    Uploads: { Type: 'AWS::SQS::Queue' },
  },
  outputs: { Bucket: { Value: { Ref: 'Documents' } }, Url: { Value: { Ref: 'Uploads' } } },
};

/** A pipeline whose test event has been taken from the queue. */
async function runAfterTestEvent(): Promise<RunningPipeline> {
  const pipeline = await runPipeline(parts);
  await pipeline.nextMessage(pipeline.outputs['Url']);
  return pipeline;
}

async function messagesIn({ sqs, outputs }: RunningPipeline): Promise<string | undefined> {
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({
      QueueUrl: outputs['Url'],
      AttributeNames: ['ApproximateNumberOfMessages'],
    }),
  );
  return Attributes?.['ApproximateNumberOfMessages'];
}

describe('what a bucket tells its queue', () => {
  it('begins with the test event that S3 sends when a notification is set up', async () => {
    const { nextMessage, outputs } = await runPipeline(parts);

    const message = await nextMessage(outputs['Url']);

    expect(JSON.parse(message)).toMatchObject({ Event: 's3:TestEvent', Bucket: 'test-documents' });
  });

  it('words an upload as S3 does', async () => {
    const pipeline = await runAfterTestEvent();
    const Bucket = pipeline.outputs['Bucket'];

    await pipeline.s3.send(new PutObjectCommand({ Bucket, Key: 'inbox/a b+ü.txt', Body: 'Hello' }));
    const event = JSON.parse(await pipeline.nextMessage(pipeline.outputs['Url']));

    expect(event.Records).toEqual([
      expect.objectContaining({
        eventVersion: '2.1',
        eventSource: 'aws:s3',
        awsRegion: 'us-east-1',
        eventTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
        eventName: 'ObjectCreated:Put',
        s3: expect.objectContaining({
          bucket: expect.objectContaining({
            name: 'test-documents',
            arn: 'arn:aws:s3:::test-documents',
          }),
          object: {
            key: 'inbox/a+b%2B%C3%BC.txt',
            size: 5,
            eTag: '8b1a9953c4611296a827abf8c47804d7',
            sequencer: expect.stringMatching(/^[0-9A-F]{16}$/),
          },
        }),
      }),
    ]);
  });

  it('tells once of an upload in parts, when it is complete', async () => {
    const pipeline = await runAfterTestEvent();
    const at = { Bucket: pipeline.outputs['Bucket'], Key: 'inbox/large.txt' };

    const { UploadId } = await pipeline.s3.send(new CreateMultipartUploadCommand(at));
    const part = { ...at, UploadId, PartNumber: 1 };
    const { ETag } = await pipeline.s3.send(new UploadPartCommand({ ...part, Body: 'Hello' }));
    await pipeline.s3.send(
      new CompleteMultipartUploadCommand({
        ...at,
        UploadId,
        MultipartUpload: { Parts: [{ PartNumber: 1, ETag }] },
      }),
    );
    const event = JSON.parse(await pipeline.nextMessage(pipeline.outputs['Url']));

    expect(event.Records[0]).toMatchObject({
      eventName: 'ObjectCreated:CompleteMultipartUpload',
      s3: { object: { size: 5, eTag: expect.stringMatching(/-1$/) } },
    });
    expect(await messagesIn(pipeline)).toBe('0');
  });

  it('tells once of a copy', async () => {
    const pipeline = await runAfterTestEvent();
    const Bucket = pipeline.outputs['Bucket'];

    await pipeline.s3.send(new PutObjectCommand({ Bucket, Key: 'outside.txt', Body: 'Hello' }));
    await pipeline.s3.send(
      new CopyObjectCommand({ Bucket, Key: 'inbox/copy.txt', CopySource: `${Bucket}/outside.txt` }),
    );
    const event = JSON.parse(await pipeline.nextMessage(pipeline.outputs['Url']));

    expect(event.Records[0]).toMatchObject({
      eventName: 'ObjectCreated:Copy',
      s3: { object: { key: 'inbox/copy.txt', size: 5 } },
    });
    expect(await messagesIn(pipeline)).toBe('0');
  });

  it('refuses tags, which the emulator would write over the object', async () => {
    const pipeline = await runAfterTestEvent();
    const at = { Bucket: pipeline.outputs['Bucket'], Key: 'inbox/a.txt' };
    await pipeline.s3.send(new PutObjectCommand({ ...at, Body: 'Hello' }));

    const tagging = new PutObjectTaggingCommand({ ...at, Tagging: { TagSet: [] } });

    await expect(pipeline.s3.send(tagging)).rejects.toThrow(/not emulated/);
  });
});

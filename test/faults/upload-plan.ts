import { DeleteObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import type { Random } from '../fuzz/random.ts';
import type { UploadRecord } from './book-records.ts';
import type { PipelineClients } from './pipeline-clients.ts';
import type { PlannedUpload } from './planned-uploads.ts';

/** How often S3 tells of the same object once more. */
const repeatedShare = 0.1;

/**
 * Uploads one object, and now and then has S3 tell of it again, later.
 *
 * @returns what is on record of it once S3 has taken it
 */
export async function uploadPlanned(
  { key, body, members, isDeleted }: PlannedUpload,
  clients: PipelineClients,
  random: Random,
): Promise<UploadRecord> {
  const { s3, sqs, output, queueUrl } = clients;
  const bucket = output('DocumentsBucketName');
  const object = { Bucket: bucket, Key: key };
  const { ETag = '' } = await s3.send(new PutObjectCommand({ ...object, Body: body }));
  const version = ETag.replaceAll('"', '');
  if (isDeleted) await s3.send(new DeleteObjectCommand(object));

  if (random.fraction() < repeatedShare) {
    const told = { key: encodeURIComponent(key), eTag: version, size: body.length };
    const record = {
      eventName: 'ObjectCreated:Put',
      eventTime: new Date().toISOString(),
      s3: { bucket: { name: bucket }, object: told },
    };
    await sqs.send(
      new SendMessageCommand({
        QueueUrl: queueUrl('UploadsQueueUrl'),
        MessageBody: JSON.stringify({ Records: [record] }),
        DelaySeconds: random.below(8),
      }),
    );
  }
  return { key, version, members };
}

/** What S3 tells besides uploads: a folder that a console made, and its own test. Neither is a job. */
export async function uploadNoise({ s3, sqs, output, queueUrl }: PipelineClients): Promise<void> {
  const Bucket = output('DocumentsBucketName');
  await s3.send(
    new PutObjectCommand({ Bucket, Key: 'inbox/document-digest/folder/', Body: new Uint8Array() }),
  );
  const test = {
    Service: 'Amazon S3',
    Event: 's3:TestEvent',
    Bucket,
    Time: new Date().toISOString(),
  };
  await sqs.send(
    new SendMessageCommand({
      QueueUrl: queueUrl('UploadsQueueUrl'),
      MessageBody: JSON.stringify(test),
    }),
  );
}

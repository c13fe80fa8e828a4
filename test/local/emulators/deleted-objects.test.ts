import { randomBytes } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { expect, it } from 'vitest';
import { startObjectsAndQueues } from '../../../local/emulators/objects-and-queues.ts';
import { temporaryDirectory } from '../temporary-assembly.ts';

it('nothing of a deleted object is left on the disk once the pipeline has stopped', async () => {
  const directory = await temporaryDirectory();
  const emulator = await startObjectsAndQueues(directory);
  const s3 = new S3Client({
    endpoint: emulator.endpoint,
    region: 'us-east-1',
    forcePathStyle: true,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  const secret = randomBytes(16).toString('hex');
  await s3.send(new CreateBucketCommand({ Bucket: 'documents' }));
  await s3.send(
    new PutObjectCommand({ Bucket: 'documents', Key: 'a.txt', Body: `${secret} `.repeat(5000) }),
  );
  await s3.send(new PutObjectCommand({ Bucket: 'documents', Key: 'b.txt', Body: 'stays' }));

  await s3.send(new DeleteObjectCommand({ Bucket: 'documents', Key: 'a.txt' }));
  s3.destroy();
  await emulator.stop();

  const kept = await textIn(directory);
  expect([kept.includes('stays'), kept.includes(secret)]).toEqual([true, false]);
});

async function textIn(directory: string): Promise<string> {
  const files = await readdir(directory, { recursive: true, withFileTypes: true });
  const texts = files
    .filter((file) => file.isFile())
    .map(async ({ parentPath, name }) => readFile(join(parentPath, name), 'latin1'));
  return (await Promise.all(texts)).join('\n');
}

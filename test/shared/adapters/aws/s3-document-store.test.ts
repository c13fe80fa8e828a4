import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { startFauxqs } from 'fauxqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { S3DocumentStore } from '../../../../shared/adapters/aws/s3-document-store.ts';

const key = 'members/board/ż.txt';

let emulator: Awaited<ReturnType<typeof startFauxqs>>;
let s3: S3Client;
let store: S3DocumentStore;

beforeAll(async () => {
  emulator = await startFauxqs({ port: 0, logger: false });
  s3 = new S3Client({
    endpoint: `http://127.0.0.1:${emulator.port}`,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    forcePathStyle: true,
  });
  await s3.send(new CreateBucketCommand({ Bucket: 'documents' }));
  store = new S3DocumentStore(s3, 1_000);
});

afterAll(async () => {
  s3.destroy();
  await emulator.stop();
});

async function upload(body: string): Promise<void> {
  const put = { Bucket: 'documents', Key: key, Body: body, Metadata: { password: 'secret' } };
  await s3.send(new PutObjectCommand(put));
}

describe('the documents bucket', () => {
  it('finds the present version of an object, which can then be read', async () => {
    await upload('We met.');

    const found = await store.findCurrent('documents', key);
    const { bytes, password } = await store.read(found);

    expect(found).toMatchObject({ bucket: 'documents', key, member: [], sizeBytes: 7 });
    expect(new TextDecoder().decode(bytes)).toBe('We met.');
    expect(password).toBe('secret');
  });

  it('reads no other version than the one that was found', async () => {
    await upload('We met.');
    const found = await store.findCurrent('documents', key);

    await upload('We met again.');

    await expect(store.read(found)).rejects.toMatchObject({ code: 'DOCUMENT_REPLACED' });
    const next = await store.findCurrent('documents', key);
    expect(next.version).not.toBe(found.version);
  });

  it('says by name that an object is not there', async () => {
    await expect(store.findCurrent('documents', 'members/none.txt')).rejects.toMatchObject({
      code: 'DOCUMENT_NOT_FOUND',
    });
  });
});

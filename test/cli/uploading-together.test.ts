import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { GetObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkManifests } from '../../cli/uploads/check-manifests.ts';
import { togetherPath } from '../../cli/uploads/together-path.ts';
import { uploadDocuments } from '../../cli/uploads/upload-documents.ts';
import { parseManifest } from '../../shared/document/documents-manifest.ts';
import { EmulatedDeployment } from './emulated-deployment.ts';

let emulated: EmulatedDeployment;

beforeAll(async () => {
  emulated = await EmulatedDeployment.start();
});

afterAll(async () => emulated.stop());

async function writeDocument(path: string, content: string): Promise<string> {
  const file = join(emulated.directory, 'files', path);
  await mkdir(join(file, '..'), { recursive: true });
  await writeFile(file, content);
  return file;
}

async function objectOf(key: string): Promise<Uint8Array> {
  const { s3, documentsBucket } = emulated.deployment;
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: documentsBucket, Key: key }));
  return (await Body?.transformToByteArray()) ?? new Uint8Array();
}

async function keysIn(folder: string): Promise<string[]> {
  const { s3, documentsBucket } = emulated.deployment;
  const { Contents = [] } = await s3.send(
    new ListObjectsV2Command({ Bucket: documentsBucket, Prefix: folder }),
  );
  return Contents.flatMap(({ Key }) => Key ?? []);
}

/** Puts the files into the bucket as one document, and gives back the keys that it lists. */
async function putTogether(files: readonly string[]): Promise<string[]> {
  const request = { files, analysis: 'meeting-minutes', lane: 'now' } as const;
  await uploadDocuments(emulated.deployment, { ...request, together: 'board.documents.json' });
  const manifest = await objectOf('inbox/meeting-minutes/board.documents.json');
  return parseManifest(manifest, 10).map(({ key }) => key);
}

describe('files that are put together', () => {
  it('lie where no job is made of them, and a manifest lists them in order', async () => {
    const files = [
      await writeDocument('q2/board.txt', 'second'),
      await writeDocument('q1/board.txt', 'first'),
      await writeDocument('agenda.txt', 'agenda'),
    ];

    const keys = await putTogether([...files, ...files.slice(0, 1)]);

    expect(keys.map((key) => key.replace(/^members\/[0-9a-f]{16}\//, ''))).toEqual([
      'q2/board.txt',
      'q1/board.txt',
      'agenda.txt',
    ]);
    const contents = await Promise.all(keys.map(async (key) => objectOf(key)));
    expect(contents.map((bytes) => new TextDecoder().decode(bytes))).toEqual([
      'second',
      'first',
      'agenda',
    ]);
    expect(await keysIn('inbox/')).toEqual(['inbox/meeting-minutes/board.documents.json']);
  });

  it('are the same manifest when they are put again, and another when one has changed', async () => {
    const file = await writeDocument('plan.txt', 'Friday');

    const before = await putTogether([file]);
    const again = await putTogether([file]);
    await writeDocument('plan.txt', 'Monday');
    const changed = await putTogether([file]);

    expect(again).toEqual(before);
    expect(changed).not.toEqual(before);
    expect(new TextDecoder().decode(await objectOf(before[0] ?? ''))).toBe('Friday');
  });
});

describe('what files are called together', () => {
  it.each([
    [{ together: true }, 'board.documents.json'],
    [{ together: true, name: 'launch 2026' }, 'launch 2026.documents.json'],
    [{ together: true, name: 'launch.documents.json' }, 'launch.documents.json'],
    [{ together: false }, undefined],
  ])('is %j: %s', (options, path) => {
    expect(togetherPath(['calls/board.vtt', 'agenda.md'], options)).toBe(path);
  });

  it.each([
    [{ together: false, name: 'launch' }, '--name needs --together'],
    [{ together: true, name: 'a/b' }, '--name is "a/b"; expected a name without "/"'],
    [{ together: true, name: '' }, '--name is ""; expected a name without "/"'],
  ])('is refused for %j', (options, message) => {
    expect(() => togetherPath(['board.vtt'], options)).toThrow(message);
  });

  it('is refused where one of them is a manifest already', () => {
    expect(() => togetherPath(['a.txt', 'b.documents.json'], { together: true })).toThrow(
      'a manifest lists no other: b.documents.json cannot be put --together',
    );
  });
});

describe('a manifest that somebody wrote', () => {
  it('is looked through before anything is uploaded', async () => {
    const good = await writeDocument('good.documents.json', '["members/a.txt"]');
    const bad = await writeDocument('bad.documents.json', '["a.txt"]');
    const data = await writeDocument('data.json', '["a.txt"]');

    await expect(checkManifests([good, data])).resolves.toBeUndefined();
    await expect(checkManifests([good, bad])).rejects.toThrow(
      `${bad}: the manifest cannot be followed: documents[0].key: "a.txt" lies in none of`,
    );
  });
});

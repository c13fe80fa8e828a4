import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DeleteObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readResult } from '../../cli/jobs/read-result.ts';
import { copyBucket } from '../../cli/sql/copy-bucket.ts';
import { query } from '../../cli/sql/query.ts';
import { resultKey } from '../../shared/document/result-keys.ts';
import { resultEnvelope } from './builders.ts';
import { EmulatedDeployment } from './emulated-deployment.ts';

let emulated: EmulatedDeployment;

beforeAll(async () => {
  emulated = await EmulatedDeployment.start();
});

afterAll(async () => emulated.stop());

const keyOf = (jobId: string) =>
  resultKey({ analysis: 'meeting-minutes', uploadedAt: '2026-05-01T10:00:00.000Z', jobId });

async function jobIds(folder: string) {
  const rows = await Array.fromAsync(
    query('select job_id from jobs order by job_id', { folder, analyses: [] }),
  );
  return rows.map((row) => row['job_id']);
}

describe('the copy of the results that SQL reads', () => {
  it('follows the bucket: what is new, what has changed and what was deleted', async () => {
    const { deployment } = emulated;
    const folder = join(emulated.directory, 'copy');

    await copyBucket(deployment, folder);
    expect(await jobIds(folder)).toEqual([]);

    await emulated.putResultsObject(keyOf('a'), resultEnvelope({ jobId: 'a' }));
    await emulated.putResultsObject(keyOf('b'), resultEnvelope({ jobId: 'b' }));
    await copyBucket(deployment, folder);
    expect(await jobIds(folder)).toEqual(['a', 'b']);

    await emulated.putResultsObject(keyOf('a'), resultEnvelope({ jobId: 'a2' }));
    await deployment.s3.send(new DeleteObjectCommand({ Bucket: 'results', Key: keyOf('b') }));
    await copyBucket(deployment, folder);
    expect(await jobIds(folder)).toEqual(['a2']);
  });

  it('leaves exchanges where they are: SQL has no use for them', async () => {
    const folder = join(emulated.directory, 'without-exchanges');
    await emulated.putResultsObject('exchanges/ab/abc.json', { requestHash: 'abc' });

    await copyBucket(emulated.deployment, folder);

    await expect(readFile(join(folder, 'exchanges/ab/abc.json'))).rejects.toThrow('ENOENT');
  });
});

describe('reading one result', () => {
  it('answers with nothing where none is stored', async () => {
    const job = { analysis: 'x', uploadedAt: '2026-05-01T10:00:00.000Z', jobId: 'c' };

    expect(await readResult(emulated.deployment, job)).toBeUndefined();
  });
});

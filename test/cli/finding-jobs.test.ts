import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { GetObjectCommand, HeadObjectCommand } from '@aws-sdk/client-s3';
import {
  ReceiveMessageCommand,
  DeleteMessageCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findJob } from '../../cli/jobs/find-job.ts';
import { findJobOfUpload } from '../../cli/jobs/find-job-of-upload.ts';
import type { JobItem } from '../../cli/jobs/job-item.ts';
import { readJobInPlace } from '../../cli/jobs/job-table-reads.ts';
import { listJobs } from '../../cli/jobs/list-jobs.ts';
import { uploadFile } from '../../cli/uploads/upload-file.ts';
import { jobItem } from './builders.ts';
import { EmulatedDeployment } from './emulated-deployment.ts';

let emulated: EmulatedDeployment;

beforeAll(async () => {
  emulated = await EmulatedDeployment.start();
});

afterAll(async () => emulated.stop());

const idOf = (digits: string) => digits.padEnd(32, '0');
const dates = ['2026-05-02', '2026-05-01'];
const now = new Date('2026-05-02T12:00:00.000Z');

async function upload(content: string | Uint8Array, key: string) {
  const file = join(emulated.directory, 'file.vtt');
  await writeFile(file, content);
  return uploadFile(emulated.deployment, file, key);
}

describe('uploading a file', () => {
  it('keeps its bytes, hints at its type and knows its version', async () => {
    const key = 'inbox/meeting-minutes/zażółć 1.vtt';

    const uploaded = await upload('WEBVTT', key);

    const { Body, ContentType, ETag } = await emulated.deployment.s3.send(
      new GetObjectCommand({ Bucket: 'documents', Key: key }),
    );
    expect(await Body?.transformToString()).toBe('WEBVTT');
    expect(ContentType).toBe('text/vtt');
    expect(uploaded).toMatchObject({ bucket: 'documents', key, sizeBytes: 6, isVersioned: false });
    expect(`"${uploaded.version}"`).toBe(ETag);
  });

  it('sends a large one in parts', async () => {
    const sizeBytes = 12 * 1024 * 1024;
    const key = 'inbox/meeting-minutes/large.vtt';

    const uploaded = await upload(randomBytes(sizeBytes), key);

    const { ContentLength } = await emulated.deployment.s3.send(
      new HeadObjectCommand({ Bucket: 'documents', Key: key }),
    );
    expect(ContentLength).toBe(sizeBytes);
    expect(uploaded.version).toMatch(/^[0-9a-f]{32}-\d+$/);
  });
});

describe('the job of an upload', () => {
  const key = 'inbox/meeting-minutes/again.vtt';

  it('is not there before intake has made it', async () => {
    const uploaded = await upload('first', key);

    expect(await findJobOfUpload(emulated.deployment, uploaded)).toBeUndefined();
  });

  it('is the newest of this version of the document', async () => {
    const uploaded = await upload('second', key);
    const document = { ...jobItem().document, key, version: uploaded.version };
    const uploadedAt = new Date().toISOString();
    await emulated.putJob(jobItem({ jobId: idOf('aa1'), document, uploadedAt }));
    const other = { ...document, version: 'another version' };
    await emulated.putJob(
      jobItem({ jobId: idOf('aa2'), document: other, uploadedAt: '2099-01-01T00:00:00.000Z' }),
    );

    const job = await findJobOfUpload(emulated.deployment, uploaded);

    expect(job?.jobId).toBe(idOf('aa1'));
  });

  it('may be an older one, as soon as intake has nothing more to read', async () => {
    const { deployment } = emulated;
    const uploaded = await upload('third', key);
    const document = { ...jobItem().document, key, version: uploaded.version };
    await emulated.putJob(jobItem({ jobId: idOf('aa3'), document }));
    const queue = { QueueUrl: deployment.uploadsQueueUrl };
    await deployment.sqs.send(new SendMessageCommand({ ...queue, MessageBody: 'event' }));

    expect(await findJobOfUpload(deployment, uploaded)).toBeUndefined();

    const { Messages = [] } = await deployment.sqs.send(new ReceiveMessageCommand(queue));
    expect(await findJobOfUpload(deployment, uploaded)).toBeUndefined();

    const [message] = Messages;
    await deployment.sqs.send(
      new DeleteMessageCommand({ ...queue, ReceiptHandle: message?.ReceiptHandle }),
    );
    expect((await findJobOfUpload(deployment, uploaded))?.jobId).toBe(idOf('aa3'));
  });
});

function replaced(digits: string, by: string, document: JobItem['document']): JobItem {
  return jobItem({
    jobId: idOf(digits),
    document,
    status: 'CANCELLED',
    replacedBy: idOf(by),
    error: { code: 'REVISION_REPLACED', message: 'replaced', retryable: false },
    uploadedAt: '2099-01-01T00:00:00.000Z',
  });
}

describe('a job whose place another took', () => {
  const key = 'inbox/meeting-minutes/replaced.vtt';

  it('leads to the one that counts, over as many as there are, where it is followed or its document is named', async () => {
    const { deployment } = emulated;
    const uploaded = await upload('replaced twice', key);
    const document = { ...jobItem().document, key, version: uploaded.version };
    await emulated.putJob(replaced('b1', 'b2', document));
    await emulated.putJob(replaced('b2', 'b3', document));
    await emulated.putJob(
      jobItem({ jobId: idOf('b3'), document, uploadedAt: '2026-05-01T00:00:00.000Z' }),
    );

    const followed = await readJobInPlace(deployment, idOf('b1'));
    const ofUpload = await findJobOfUpload(deployment, uploaded);
    const named = await findJob(deployment, { name: key, analyses: [], now });

    expect([followed, ofUpload, named].map((job) => job?.jobId)).toEqual(
      Array.from({ length: 3 }, () => idOf('b3')),
    );
  });

  it('is shown itself where its id is given', async () => {
    const job = await findJob(emulated.deployment, { name: idOf('b1'), analyses: [], now });

    expect(job).toMatchObject({ status: 'CANCELLED', replacedBy: idOf('b2') });
  });

  it('counts itself where the other was forgotten', async () => {
    const document = { ...jobItem().document, key: 'inbox/meeting-minutes/forgotten.vtt' };
    await emulated.putJob(replaced('b4', 'b5', document));

    const job = await readJobInPlace(emulated.deployment, idOf('b4'));

    expect(job?.jobId).toBe(idOf('b4'));
  });
});

describe('listing jobs', () => {
  const analyses = ['listed', '_none'];

  beforeAll(async () => {
    for (const [digits, uploadedAt, status, analysis] of [
      ['1aaaaaa', '2026-05-01T09:00:00.000Z', 'SUCCEEDED', 'listed'],
      ['1aaaaab', '2026-05-02T09:00:00.000Z', 'FAILED', '_none'],
      ['2aaaaaa', '2026-05-02T10:00:00.000Z', 'SUCCEEDED', 'listed'],
      ['3aaaaaa', '2026-04-01T10:00:00.000Z', 'SUCCEEDED', 'listed'],
    ] as const) {
      await emulated.putJob(jobItem({ jobId: idOf(digits), uploadedAt, status, analysis }));
    }
  });

  it('has the newest first, of the wanted days', async () => {
    const jobs = await listJobs(emulated.deployment, { analyses, dates, limit: 10 });

    expect(jobs.map(({ jobId }) => jobId)).toEqual(['2aaaaaa', '1aaaaab', '1aaaaaa'].map(idOf));
  });

  it('keeps to a state and to a number', async () => {
    const filter = { analyses, dates, limit: 1, status: 'SUCCEEDED' };

    const jobs = await listJobs(emulated.deployment, filter);

    expect(jobs.map(({ jobId }) => jobId)).toEqual([idOf('2aaaaaa')]);
  });

  it('finds one job by the beginning of its id', async () => {
    const job = await findJob(emulated.deployment, { name: '2aaaaa', analyses, now });

    expect(job.jobId).toBe(idOf('2aaaaaa'));
  });

  it('finds one job by its id, whatever its age', async () => {
    const job = await findJob(emulated.deployment, { name: idOf('3aaaaaa'), analyses: [], now });

    expect(job.uploadedAt).toBe('2026-04-01T10:00:00.000Z');
  });

  it.each([
    ['1aaaaa', /several jobs begin with 1aaaaa: 1aaaaab0+, 1aaaaaa0+$/],
    ['ffffff', 'no job of the last 31 days begins with ffffff'],
    ['fff', 'names no job'],
    ['f'.repeat(32), 'there is no job f'],
    ['inbox/meeting-minutes/never.vtt', 'there is no job for a document inbox'],
  ])('says what is wrong with %s', async (name, problem) => {
    await expect(findJob(emulated.deployment, { name, analyses, now })).rejects.toThrow(problem);
  });

  it('finds the newest job of a document by its key', async () => {
    const document = { ...jobItem().document, key: 'inbox/listed/by-key.txt' };
    await emulated.putJob(
      jobItem({ jobId: idOf('4a'), document, uploadedAt: '2026-05-01T00:00:00.000Z' }),
    );
    await emulated.putJob(
      jobItem({ jobId: idOf('4b'), document, uploadedAt: '2026-05-02T00:00:00.000Z' }),
    );

    const job = await findJob(emulated.deployment, { name: document.key, analyses, now });

    expect(job.jobId).toBe(idOf('4b'));
  });
});

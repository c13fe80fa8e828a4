import { afterAll, describe, expect, it } from 'vitest';
import { jobIdOf } from '../../shared/job/job-id.ts';
import type { Job } from '../../shared/job/job.ts';
import { readLetter } from '../../functions/dead-letters/read-letter.ts';
import { buryDeadLetters } from '../../shared/steps/keeping/bury-dead-letters.ts';
import { keepJobs } from '../../shared/steps/keeping/keep-jobs.ts';
import { releaseNight } from '../../shared/steps/keeping/release-night.ts';
import { queuedJob } from '../builders/job.ts';
import {
  failedInstants,
  takenInstants,
  untakenInstants,
  uploadInstants,
} from './instants/dead-letter-instants.ts';
import { recoverInstants, resumeInstants } from './instants/keeper-instants.ts';
import { batchInstants, releaseInstants } from './instants/night-instants.ts';
import { metBy } from './met-by.ts';
import { type RecordedRequest, startRecordedWorker } from './recorded-worker.ts';

const recorded = await startRecordedWorker();
afterAll(() => recorded[Symbol.asyncDispose]());

const ports = { ...recorded.portsFor(), stepJobs: 100 };
const inAMinute = (): Date => new Date(recorded.clock.now().getTime() + 60_000);

/** A job of an upload of its own, in its table. */
async function jobOf(key: string, parts: Partial<Job>): Promise<Job> {
  const document = await recorded.upload(key, key);
  const job = queuedJob({ document, ...parts });
  const jobId = jobIdOf(job);
  await ports.jobs.create({ ...job, jobId });
  return { ...job, jobId };
}

/** What is asked of the services meanwhile. */
async function requestsWhile(work: () => Promise<unknown>): Promise<readonly RecordedRequest[]> {
  recorded.takeRequests();
  await work();
  return recorded.takeRequests();
}

/** What is asked when the message of a job is a dead letter. */
async function requestsOfBurial({ jobId, attempt }: Job): Promise<readonly RecordedRequest[]> {
  await recorded.bury(JSON.stringify({ version: 1, jobId, attempt }));
  return requestsWhile(() => buryDeadLetters(inAMinute(), { ...ports, readLetter }));
}

describe('each instant is met at the deed that it is named for, and at no other', () => {
  it('in a keeper that brings back the job of a dead worker', async () => {
    const past = new Date(0).toISOString();
    await jobOf('inbox/crashed.md', { status: 'RUNNING', owner: 'dead', leaseUntil: past });

    const requests = await requestsWhile(() => keepJobs(ports));

    expect(metBy(recoverInstants, requests)).toEqual([
      ['before it brings a crashed job back', 'before jobs.move QUEUED'],
      ['after it brought a crashed job back', 'after jobs.move QUEUED'],
      ['before the message of a crashed job', 'before queue.send'],
      ['after the message of a crashed job', 'after queue.send'],
    ]);
    expect(metBy(resumeInstants.slice(0, 2), requests).map(([, deeds]) => deeds)).toEqual([
      'before ',
      'after ',
    ]);
  });

  it('in a keeper that resumes a held job', async () => {
    const heldBy = ['deepseek'];
    await jobOf('inbox/held.md', { status: 'HELD', heldReason: 'no credit', heldBy });

    const requests = await requestsWhile(() => keepJobs(ports));

    expect(metBy(resumeInstants, requests)).toEqual([
      ['before it resumes a held job', 'before jobs.move QUEUED'],
      ['after it resumed a held job', 'after jobs.move QUEUED'],
      ['before the message of a held job', 'before queue.send'],
      ['after the message of a held job', 'after queue.send'],
    ]);
    expect(metBy(recoverInstants.slice(0, 2), requests).map(([, deeds]) => deeds)).toEqual([
      'before ',
      'after ',
    ]);
  });

  it('in the release of a night', async () => {
    await jobOf('nightly/waiting.md', { status: 'WAITING', lane: 'nightly' });

    const requests = await requestsWhile(() =>
      releaseNight('night-2026-05-04', inAMinute(), ports),
    );

    expect(metBy([...batchInstants, ...releaseInstants], requests)).toEqual([
      ['before it writes the batch', 'before batches.take'],
      ['after it wrote the batch', 'after batches.take'],
      ['before it releases the job', 'before jobs.move QUEUED'],
      ['after it released the job', 'after jobs.move QUEUED'],
      ['before the message of the job', 'before queue.send'],
      ['after the message of the job', 'after queue.send'],
      ['before the batch is finished', 'before batches.finish'],
      ['after the batch is finished', 'after batches.finish'],
    ]);
  });

  it('in the dead letter of a job that is brought back', async () => {
    const requests = await requestsOfBurial(await jobOf('inbox/dead.md', {}));

    expect(metBy(recoverInstants, requests)).toEqual([
      ['before it brings a crashed job back', 'before jobs.move QUEUED'],
      ['after it brought a crashed job back', 'after jobs.move QUEUED'],
      ['before the message of a crashed job', 'before queue.send'],
      ['after the message of a crashed job', 'after queue.send'],
    ]);
  });

  it('in the dead letter of a job that crashed too often', async () => {
    const requests = await requestsOfBurial(await jobOf('inbox/deadly.md', { crashes: 3 }));

    const instants = [...untakenInstants, ...takenInstants, ...failedInstants];
    expect(metBy(instants, requests)).toEqual([
      ['before it reads the job', 'before jobs.get'],
      ['before it takes the job', 'before jobs.move RUNNING'],
      ['after it took the job', 'after jobs.move RUNNING'],
      ['before the result', 'before results.put'],
      ['after the result', 'after results.put'],
      ['before the job fails', 'before jobs.move FAILED'],
      ['after the job failed', 'after jobs.move FAILED'],
      ['before the letter is deleted', 'before letter.remove'],
      ['after the letter is deleted', 'after letter.remove'],
    ]);
  });

  it('in the dead letter of an upload', async () => {
    const { bucket, key, version, sizeBytes } = await recorded.upload('inbox/lost.md', 'text');
    const s3 = { bucket: { name: bucket }, object: { key, eTag: version, size: sizeBytes } };
    const eventTime = recorded.clock.now().toISOString();
    const record = { eventName: 'ObjectCreated:Put', eventTime, s3 };
    await recorded.bury(JSON.stringify({ Records: [record] }));

    const requests = await requestsWhile(() =>
      buryDeadLetters(inAMinute(), { ...ports, readLetter }),
    );

    expect(metBy(uploadInstants, requests)).toEqual([
      ['before the result of the upload', 'before results.put'],
      ['after the result of the upload', 'after results.put'],
      ['before the job of the upload is created', 'before jobs.create'],
      ['after the job of the upload is created', 'after jobs.create'],
    ]);
  });
});

import { PutObjectCommand } from '@aws-sdk/client-s3';
import { expect, it } from 'vitest';
import { randomFrom } from '../fuzz/random.ts';
import { eventually } from '../local/eventually.ts';
import type { UploadRecord } from './book-records.ts';
import { balanceBooks } from './books.ts';
import { checkUploads, checkWaiting } from './check-jobs.ts';
import { isBroken, startFaultyModelServer } from './faulty-model-server.ts';
import { startFaultyPipeline } from './faulty-pipeline.ts';
import { intakeInstants } from './kill-instants.ts';
import { Killer } from './killer.ts';
import { readJobs, readRecords } from './read-records.ts';

it('intake that is killed at any instant, and the pipeline after it, lose no upload', async () => {
  const killer = new Killer(randomFrom(1));
  await using server = await startFaultyModelServer({ seed: 1, faultShare: 0 });
  await using pipeline = await startFaultyPipeline({
    model: {
      SLUICE_PROVIDER: 'deepseek',
      OPENAI_BASE_URL: server.baseUrl,
      OPENAI_API_KEY: 'test',
    },
    decide: (request) => killer.decide(request),
  });
  const { s3, output } = pipeline.clients;
  const uploads: UploadRecord[] = [];
  for (const instant of intakeInstants) {
    const killed = killer.killAt(instant, 'Intake');
    const key = `inbox/document-digest/${instant.name}.md`;
    const Body = `Intake is killed ${instant.name}.`;
    const put = { Bucket: output('DocumentsBucketName'), Key: key, Body };
    const { ETag = '' } = await s3.send(new PutObjectCommand(put));
    uploads.push({ key, version: ETag.replaceAll('"', ''), members: [] });
    await killed;
  }

  // Else S3's events would come back after intake's own six minutes.
  await pipeline.killAndRestart();

  await eventually(async () => {
    const jobs = await readJobs(pipeline.clients);
    const left = [...checkUploads({ uploads, jobs }), ...checkWaiting({ jobs })];
    return left.length === 0 ? true : undefined;
  }, 150_000);
  const books = balanceBooks({
    ...(await readRecords(pipeline.clients)),
    uploads,
    answers: server.calls.filter(({ isWhole }) => isWhole === true),
    received: pipeline.received,
    brokenCalls: server.calls.filter(isBroken).length,
    leftOpen: pipeline.leftOpen,
  });
  expect(books.checks.filter(({ violations }) => violations.length > 0)).toEqual([]);
  expect(books.figures.states).toEqual({ SUCCEEDED: intakeInstants.length });
  expect(server.calls).toHaveLength(intakeInstants.length);
});

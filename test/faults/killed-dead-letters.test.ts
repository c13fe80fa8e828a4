import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { expect, it } from 'vitest';
import { randomFrom } from '../fuzz/random.ts';
import type { UploadRecord } from './book-records.ts';
import { balanceBooks } from './books.ts';
import { countDeadLetters } from './count-dead-letters.ts';
import { backdateJob } from './backdate-job.ts';
import { startFaultyModelServer } from './faulty-model-server.ts';
import { startFaultyPipeline } from './faulty-pipeline.ts';
import {
  failedInstants,
  takenInstants,
  untakenInstants,
  uploadInstants,
} from './instants/dead-letter-instants.ts';
import { recoverInstants } from './instants/keeper-instants.ts';
import { jobCreated, type KillInstant } from './instants/kill-instant.ts';
import { asking, type Interference, unavailable } from './interference.ts';
import { Killer } from './killer.ts';
import type { PipelineClients } from './pipeline-clients.ts';
import { readRun } from './read-records.ts';
import type { ServiceRequest } from './service-request.ts';
import {
  keyOf,
  settingsFor,
  uploadDocument,
  waitForJob,
  waitUntil,
  waitUntilEnded,
} from './small-run.ts';
import { TakenLetters } from './taken-letters.ts';

/** As a table's item has it: one more is too often. */
const neverCrashed = '"crashes":{"N":"0"}';
const crashedThrice = '"crashes":{"N":"3"}';

const failing = [...untakenInstants, ...takenInstants, ...failedInstants];

/** Longer than the test takes, in seconds. */
const neverSeconds = 3_600;

it('dead letters bring their jobs back, or fail those that crashed too often, whoever dies over them', async () => {
  const killer = new Killer(randomFrom(1));
  const letters = new TakenLetters();
  await using server = await startFaultyModelServer({ seed: 1, faultShare: 0 });
  await using pipeline = await startFaultyPipeline({
    model: settingsFor(server),
    decide: (request) => {
      const decided = killer.decide(request);
      return meddle(request) ?? decided;
    },
    onDone: (request, reply) => letters.observe(request, reply),
  });
  const { clients } = pipeline;
  const uploads: UploadRecord[] = [];
  /** Whether the keeper may look for jobs whose message was lost. */
  let resends = false;

  for (const instant of [...recoverInstants, ...failing]) {
    const { name } = instant;
    const killed = killAt(instant);
    const text = `Somebody is killed ${name}.`;
    uploads.push(await uploadDocument({ name, text }, clients));
    await killed;
    if (takenInstants.includes(instant)) await backdateJob(keyOf(name), 'leaseUntil', clients);
  }
  for (const instant of uploadInstants) {
    const killed = killAt(instant);
    uploads.push(await buryEvent(instant.name, clients));
    await killed;
  }
  // As on AWS, where the letters of the dead come back after six minutes and the keeper each minute.
  for (const { name } of takenInstants)
    await waitForJob({ key: keyOf(name), status: 'FAILED' }, clients);
  await letters.giveBack(clients);
  for (const { name } of failing) await waitForJob({ key: keyOf(name), status: 'FAILED' }, clients);
  for (const { name } of recoverInstants) await backdateJob(keyOf(name), 'changedAt', clients);
  resends = true;

  await waitUntilEnded(uploads, clients);
  await waitUntil(async () => {
    const counts = Object.values(await countDeadLetters(clients));
    return counts.every((count) => count === 0);
  });
  const records = await readRun({ pipeline, server, uploads });
  const { checks } = balanceBooks(records);
  expect(checks.filter(({ violations }) => violations.length > 0)).toEqual([]);
  expect(endsOf(recoverInstants)).toEqual(recoverInstants.map(() => ['SUCCEEDED']));
  expect(endsOf(failing)).toEqual(failing.map(() => ['FAILED WORKER_CRASHED']));
  expect(endsOf(uploadInstants)).toEqual(uploadInstants.map(() => ['FAILED INTAKE_FAILED']));
  expect(server.calls.map(({ isWhole }) => isWhole)).toEqual(recoverInstants.map(() => true));

  async function killAt(instant: KillInstant): Promise<void> {
    return killer.killAt(instant, { functionPart: 'DeadLetters', about: keyOf(instant.name) });
  }

  function endsOf(instants: readonly KillInstant[]): readonly string[][] {
    return instants.map(({ name }) =>
      records.jobs
        .filter(({ document }) => document.key === keyOf(name))
        .map(({ status, error }) => [status, ...(error ? [error.code] : [])].join(' ')),
    );
  }

  /** `null`: nothing is changed. */
  function meddle(request: ServiceRequest): Interference | null {
    const { functionName, operation, service, body } = request;
    const isOf = (functionPart: string): boolean => functionName.includes(functionPart);
    // As if nobody could have handled it.
    if (isOf('Intake') && operation === 'SendMessage')
      return asking(request, { QueueUrl: clients.queueUrl('DeadLetterQueueUrl') });
    // Letters come back when the test says so.
    if (isOf('DeadLetters') && operation === 'ReceiveMessage')
      return asking(request, { VisibilityTimeout: neverSeconds });
    if (
      isOf('Intake') &&
      jobCreated(request) &&
      failing.some(({ name }) => body.includes(keyOf(name)))
    )
      return { before: 'pass', body: body.replace(neverCrashed, crashedThrice), after: 'reply' };
    // Else jobs whose message is a dead letter would count as stranded.
    if (isOf('Keeper') && operation === 'GetQueueAttributes' && !resends)
      return { before: 'refuse', reply: unavailable(service) };
    return null;
  }
});

/** Puts the event of an upload among the dead letters; its object has been replaced since. */
async function buryEvent(
  name: string,
  { sqs, output, queueUrl }: PipelineClients,
): Promise<UploadRecord> {
  const key = keyOf(name);
  const version = 'e'.repeat(32);
  const record = {
    eventName: 'ObjectCreated:Put',
    eventTime: new Date().toISOString(),
    s3: {
      bucket: { name: output('DocumentsBucketName') },
      object: { key: encodeURIComponent(key), eTag: version, size: 1 },
    },
  };
  const QueueUrl = queueUrl('DeadLetterQueueUrl');
  const MessageBody = JSON.stringify({ Records: [record] });
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }));
  return { key, version, members: [] };
}

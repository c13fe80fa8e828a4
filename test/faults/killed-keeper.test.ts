import { expect, it } from 'vitest';
import { randomFrom } from '../fuzz/random.ts';
import type { UploadRecord } from './book-records.ts';
import { balanceBooks } from './books.ts';
import { backdateJob } from './backdate-job.ts';
import { startFaultyModelServer } from './faulty-model-server.ts';
import { startFaultyPipeline } from './faulty-pipeline.ts';
import { recoverInstants, resumeInstants } from './instants/keeper-instants.ts';
import { jobTaken, type KillInstant } from './instants/kill-instant.ts';
import { type Interference, pass } from './interference.ts';
import { Killer } from './killer.ts';
import { Operator } from './operator.ts';
import { readRun } from './read-records.ts';
import type { ServiceRequest } from './service-request.ts';
import { keyOf, settingsFor, uploadDocument, waitForJob, waitUntilEnded } from './small-run.ts';

const workerDies: KillInstant = { name: 'a worker has the job', when: 'after', matches: jobTaken };

/** So that a job whose message was never sent counts as stranded after a minute. */
const clockRate = 2;

const isAbout = (name: string, document: string): boolean => document.includes(`killed ${name}.`);

it('a keeper that is killed at any instant, and the one after it, bring every job to its end', async () => {
  const killer = new Killer(randomFrom(1));
  await using server = await startFaultyModelServer({
    seed: 1,
    faultShare: 0,
    faultOf: (document, time) =>
      time === 1 && resumeInstants.some(({ name }) => isAbout(name, document)) ? 'no credit' : null,
  });
  await using pipeline = await startFaultyPipeline({
    model: settingsFor(server),
    clockRate,
    decide: (request) => {
      const decided = killer.decide(request);
      return decided === pass ? keepMessages(request) : decided;
    },
  });
  const { clients } = pipeline;
  const operator = new Operator(clients, 0);
  const uploads: UploadRecord[] = [];
  const upload = async (name: string): Promise<void> => {
    uploads.push(await uploadDocument({ name, text: `The keeper is killed ${name}.` }, clients));
  };

  // First the jobs whose workers die: they come back alone, and take no other with them.
  for (const instant of recoverInstants) {
    const about = keyOf(instant.name);
    const workerKilled = killer.killAt(workerDies, { functionPart: 'Worker', about });
    const killed = killer.killAt(instant, { functionPart: 'Keeper', about });
    await upload(instant.name);
    await workerKilled;
    await backdateJob(about, 'leaseUntil', clients);
    await killed;
  }
  for (const instant of resumeInstants) {
    const about = keyOf(instant.name);
    const killed = killer.killAt(instant, { functionPart: 'Keeper', about });
    await upload(instant.name);
    await waitForJob({ key: about, status: 'HELD' }, clients);
    await operator.resume();
    await killed;
  }

  await waitUntilEnded(uploads, clients);
  const books = balanceBooks(await readRun({ pipeline, server, uploads }));
  expect(books.checks.filter(({ violations }) => violations.length > 0)).toEqual([]);
  expect(books.figures.states).toEqual({ SUCCEEDED: uploads.length });
  expect(callsOf(resumeInstants)).toEqual(resumeInstants.map(() => ['no credit', 'none']));
  expect(callsOf(recoverInstants)).toEqual(recoverInstants.map(() => ['none']));

  function callsOf(instants: readonly KillInstant[]): readonly string[][] {
    return instants.map(({ name }) =>
      server.calls.filter(({ document }) => isAbout(name, document)).map(({ fault }) => fault),
    );
  }
});

/** Longer than the test takes, in seconds. */
const neverSeconds = 3_600;

/** Messages of the dead do not come back: nobody but the keeper finds their jobs. */
function keepMessages(request: ServiceRequest): Interference {
  if (request.operation !== 'ChangeMessageVisibilityBatch') return pass;
  const never = `"VisibilityTimeout":${neverSeconds}`;
  const body = request.body.replaceAll(/"VisibilityTimeout":\d+/g, never);
  return { before: 'pass', body, after: 'reply' };
}

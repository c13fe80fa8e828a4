import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { randomFrom } from '../fuzz/random.ts';
import { type Books, balanceBooks } from './books.ts';
import type { Records, UploadRecord } from './book-records.ts';
import { type FaultyModelServer, startFaultyModelServer } from './faulty-model-server.ts';
import { type FaultyPipeline, startFaultyPipeline } from './faulty-pipeline.ts';
import { deferInstants, deferredInstant, workerInstants } from './kill-instants.ts';
import { Killer } from './killer.ts';
import { readRun } from './read-records.ts';
import { keyOf, settingsFor, uploadDocument, waitUntilEnded } from './small-run.ts';

const inTheCall = 'in the call';
const instants = [...deferInstants, ...workerInstants, deferredInstant];

/** Those first whose jobs come back after minutes, last the one whose job comes back at once. */
const names = [
  ...[...deferInstants, ...workerInstants].map(({ name }) => name),
  inTheCall,
  deferredInstant.name,
];
const brokenOff = [...deferInstants, deferredInstant].map(({ name }) => name);

/** The one instant at which an answer is lost that was paid for: nothing can keep what a dead process heard. */
const answerLost = 'after the answer, before it is kept';

const askedTwice = new Set([...brokenOff, answerLost, inTheCall]);

let server: FaultyModelServer;
let pipeline: FaultyPipeline;
let records: Records;
let books: Books;

/** Kills a worker at each instant in turn, each in a document of its own, and waits for all of them. */
beforeAll(async () => {
  const killer = new Killer(randomFrom(1));
  const killedInCall = Promise.withResolvers<void>();
  server = await startFaultyModelServer({
    seed: 1,
    faultShare: 0,
    breaksOff: (document, time) =>
      time === 1 && brokenOff.some((name) => document.includes(`is killed ${name}.`)),
    onCall: ({ document, time }) => {
      if (time > 1 || !document.includes(`is killed ${inTheCall}.`)) return;
      killer.killNow(keyOf(inTheCall));
      killedInCall.resolve();
    },
  });
  pipeline = await startFaultyPipeline({
    model: settingsFor(server),
    decide: (request) => killer.decide(request),
  });
  const uploads: UploadRecord[] = [];
  for (const name of names) {
    const instant = instants.find((each) => each.name === name);
    const victim = { functionPart: 'Worker', key: keyOf(name) };
    const killed = instant === undefined ? killedInCall.promise : killer.killAt(instant, victim);
    const text = `# Killed\n\nThe worker is killed ${name}.\n`;
    uploads.push(await uploadDocument({ name, text }, pipeline.clients));
    await killed;
  }
  await waitUntilEnded(uploads, pipeline.clients, 200_000);
  records = await readRun({ pipeline, server, uploads });
  books = balanceBooks(records);
});

afterAll(async () => {
  await pipeline?.[Symbol.asyncDispose]();
  await server?.[Symbol.asyncDispose]();
});

describe('a worker that is killed', () => {
  it.each(names)('%s is followed by one that ends the job', (name) => {
    const job = records.jobs.find(({ document }) => document.key.endsWith(`/${name}.md`));
    const asked = server.calls.filter(({ document }) => document.includes(`is killed ${name}.`));
    const whole = asked.filter(({ isWhole }) => isWhole === true);

    expect(job?.status).toBe('SUCCEEDED');
    expect(whole).toHaveLength(name === answerLost ? 2 : 1);
    expect(asked).toHaveLength(askedTwice.has(name) ? 2 : 1);
  });

  it('leaves books that balance', () => {
    expect(books.checks.filter(({ violations }) => violations.length > 0)).toEqual([]);
  });
});

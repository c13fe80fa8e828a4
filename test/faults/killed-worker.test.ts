import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { randomFrom } from '../fuzz/random.ts';
import { type Books, balanceBooks } from './books.ts';
import type { Records, UploadRecord } from './book-records.ts';
import { type FaultyModelServer, startFaultyModelServer } from './faulty-model-server.ts';
import { type FaultyPipeline, startFaultyPipeline } from './faulty-pipeline.ts';
import type { KillInstant } from './instants/kill-instant.ts';
import {
  archiveInstants,
  deferInstants,
  deferredInstant,
  refusedInstants,
  workerInstants,
} from './instants/worker-instants.ts';
import { Killer } from './killer.ts';
import { Operator } from './operator.ts';
import { readRun } from './read-records.ts';
import {
  archiveKeyOf,
  keyOf,
  settingsFor,
  uploadArchive,
  uploadDocument,
  waitUntilEnded,
} from './small-run.ts';

const inTheCall = 'in the call';
const namesOf = (instants: readonly KillInstant[]): string[] => instants.map(({ name }) => name);
const archives = namesOf(archiveInstants);
const brokenOff = namesOf([...deferInstants, deferredInstant]);
const refused = namesOf(refusedInstants);
const documents = [...brokenOff, ...refused, ...namesOf(workerInstants), inTheCall];

/** The one instant at which an answer is lost that was paid for: nothing can keep what a dead process heard. */
const answerLost = 'after the answer, before it is kept';

const askedTwice = new Set([...brokenOff, ...refused, answerLost, inTheCall]);

/** So that what the dead left is found after half a minute. */
const clockRate = 2;

/** More than the run takes. */
const budgetTokens = 1_000_000_000;

let server: FaultyModelServer;
let pipeline: FaultyPipeline;
let records: Records;
let books: Books;

/** Kills a worker at each instant in turn, each in an upload of its own, and waits for all of them. */
beforeAll(async () => {
  const killer = new Killer(randomFrom(1));
  const killedInCall = Promise.withResolvers<void>();
  server = await startFaultyModelServer({
    seed: 1,
    faultShare: 0,
    faultOf: (document, time) => {
      if (time > 1) return null;
      if (isAbout(refused, document)) return 'no credit';
      return isAbout(brokenOff, document) ? 'broken off' : null;
    },
    onCall: ({ document, time }) => {
      if (time > 1 || !isAbout([inTheCall], document)) return;
      killer.killNow(keyOf(inTheCall));
      killedInCall.resolve();
    },
  });
  pipeline = await startFaultyPipeline({
    model: settingsFor(server),
    clockRate,
    decide: (request) => killer.decide(request),
  });
  const { clients } = pipeline;
  const operator = new Operator(clients, budgetTokens);
  await operator.begin();

  const uploads: UploadRecord[] = [];
  const killDocument = async (instant: KillInstant): Promise<void> => {
    const { name } = instant;
    const killed = killer.killAt(instant, { functionPart: 'Worker', about: keyOf(name) });
    uploads.push(await uploadDocument({ name, text: textOf(name) }, clients));
    await killed;
  };
  const killArchive = async (instant: KillInstant): Promise<void> => {
    const { name } = instant;
    const killed = killer.killAt(instant, { functionPart: 'Worker', about: archiveKeyOf(name) });
    const texts = { 'a.md': `${textOf(name)}\nIn a.\n`, 'b.md': `${textOf(name)}\nIn b.\n` };
    uploads.push(await uploadArchive({ name, texts }, clients));
    await killed;
  };

  // First those whose jobs come back after minutes, then the one whose job comes back at once. Last the
  // archives: no worker died in their members yet, so that they share one with whoever comes along.
  for (const instant of deferInstants) await killDocument(instant);
  for (const instant of refusedInstants) {
    await killDocument(instant);
    // Else the jobs of the others would be held, too.
    await operator.resume();
  }
  for (const instant of workerInstants) await killDocument(instant);
  uploads.push(await uploadDocument({ name: inTheCall, text: textOf(inTheCall) }, clients));
  await killedInCall.promise;
  await killDocument(deferredInstant);
  for (const instant of archiveInstants) await killArchive(instant);

  await waitUntilEnded(uploads, clients);
  records = await readRun({ pipeline, server, uploads });
  books = balanceBooks(records);
});

afterAll(async () => {
  await pipeline?.[Symbol.asyncDispose]();
  await server?.[Symbol.asyncDispose]();
});

describe('a worker that is killed', () => {
  it.each(documents)('%s is followed by one that ends the job', (name) => {
    const job = records.jobs.find(({ document }) => document.key === keyOf(name));
    const asked = server.calls.filter(({ document }) => isAbout([name], document));
    const whole = asked.filter(({ isWhole }) => isWhole === true);

    expect(job?.status).toBe('SUCCEEDED');
    expect(whole).toHaveLength(name === answerLost ? 2 : 1);
    expect(asked).toHaveLength(askedTwice.has(name) ? 2 : 1);
  });

  it.each(archives)('%s is followed by one that makes a job of each member', (name) => {
    const jobs = records.jobs.filter(({ document }) => document.key === archiveKeyOf(name));
    const asked = server.calls.filter(({ document }) => isAbout([name], document));

    expect(jobs.map(({ document }) => document.member.join()).toSorted()).toEqual([
      '',
      'a.md',
      'b.md',
    ]);
    expect(jobs.map(({ status }) => status)).toEqual(['SUCCEEDED', 'SUCCEEDED', 'SUCCEEDED']);
    expect(asked).toHaveLength(2);
  });

  it('leaves books that balance', () => {
    expect(books.checks.filter(({ violations }) => violations.length > 0)).toEqual([]);
  });

  it('leaves a budget that counts no less than the ledger', () => {
    const settled = records.budgets.reduce((sum, { settledTokens }) => sum + settledTokens, 0);

    expect(settled).toBeGreaterThanOrEqual(books.figures.knownTokens);
    for (const day of records.budgets) expect(day.usedTokens).toBe(day.settledTokens);
  });
});

function textOf(name: string): string {
  return `# Killed\n\nThe worker is killed ${name}.\n`;
}

function isAbout(names: readonly string[], document: string): boolean {
  return names.some((name) => document.includes(`is killed ${name}.`));
}

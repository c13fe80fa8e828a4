import { expect, it } from 'vitest';
import { randomFrom } from '../fuzz/random.ts';
import type { UploadRecord } from './book-records.ts';
import { balanceBooks } from './books.ts';
import { startFaultyModelServer } from './faulty-model-server.ts';
import { startFaultyPipeline } from './faulty-pipeline.ts';
import { intakeInstants } from './instants/intake-instants.ts';
import { Killer } from './killer.ts';
import { readRun } from './read-records.ts';
import { keyOf, settingsFor, uploadDocument, waitUntilEnded } from './small-run.ts';

it('intake that is killed at any instant, and the pipeline after it, lose no upload', async () => {
  const killer = new Killer(randomFrom(1));
  await using server = await startFaultyModelServer({ seed: 1, faultShare: 0 });
  await using pipeline = await startFaultyPipeline({
    model: settingsFor(server),
    decide: (request) => killer.decide(request),
  });
  const uploads: UploadRecord[] = [];
  for (const instant of intakeInstants) {
    const victim = { functionPart: 'Intake', about: keyOf(instant.name) };
    const killed = killer.killAt(instant, victim);
    const text = `Intake is killed ${instant.name}.`;
    uploads.push(await uploadDocument({ name: instant.name, text }, pipeline.clients));
    await killed;
  }

  // Else S3's events would come back after intake's own six minutes.
  await pipeline.killAndRestart();

  await waitUntilEnded(uploads, pipeline.clients);
  const books = balanceBooks(await readRun({ pipeline, server, uploads }));
  expect(books.checks.filter(({ violations }) => violations.length > 0)).toEqual([]);
  expect(books.figures.states).toEqual({ SUCCEEDED: intakeInstants.length });
  expect(server.calls).toHaveLength(intakeInstants.length);
});

import { expect, it } from 'vitest';
import { batchIdOf } from '../../shared/job/batch.ts';
import { randomFrom } from '../fuzz/random.ts';
import type { UploadRecord } from './book-records.ts';
import { balanceBooks } from './books.ts';
import { startFaultyModelServer } from './faulty-model-server.ts';
import { startFaultyPipeline } from './faulty-pipeline.ts';
import { batchInstants, releaseInstants } from './instants/night-instants.ts';
import { unavailable } from './interference.ts';
import { Killer } from './killer.ts';
import { areNightsFinished, readRun } from './read-records.ts';
import {
  nightKeyOf,
  settingsFor,
  uploadForNight,
  waitForJob,
  waitUntil,
  waitUntilEnded,
} from './small-run.ts';

/** Each in a night of its own, first those that leave nothing waiting for the nights after them. */
const nights = [...batchInstants, ...releaseInstants].toReversed().map((instant, index) => {
  const time = new Date(Date.UTC(2026, 4, 1 + index, 12));
  return { instant, time, batchId: batchIdOf(time, 'UTC') };
});

/** So that what the dead left is found after half a minute, and a job without a message after a minute. */
const clockRate = 2;

it("a night's release that is killed at any instant is gone on with, and runs each job once", async () => {
  const killer = new Killer(randomFrom(1));
  let isKeeperCutOff = true;
  await using server = await startFaultyModelServer({ seed: 1, faultShare: 0 });
  await using pipeline = await startFaultyPipeline({
    model: settingsFor(server),
    clockRate,
    decide: (request) =>
      // Else it would release what waits for the next night that is to be killed.
      isKeeperCutOff && request.functionName.includes('Keeper')
        ? { before: 'refuse', reply: unavailable(request.service) }
        : killer.decide(request),
  });
  const { clients } = pipeline;
  const uploads: UploadRecord[] = [];

  for (const { instant, time, batchId } of nights) {
    const { name } = instant;
    const about = batchInstants.includes(instant) ? `BATCH#${batchId}` : nightKeyOf(name);
    const killed = killer.killAt(instant, { functionPart: 'Nightly', about });
    const text = `The release is killed ${name}.`;
    uploads.push(await uploadForNight({ name, text }, clients));
    await waitForJob({ key: nightKeyOf(name), status: null }, clients);
    pipeline.releaseNight(time);
    await killed;
  }
  isKeeperCutOff = false;

  await waitUntilEnded(uploads, clients);
  const batchIds = nights.map(({ batchId }) => batchId);
  await waitUntil(() => areNightsFinished(batchIds, clients));
  const books = balanceBooks(await readRun({ pipeline, server, uploads }));
  expect(books.checks.filter(({ violations }) => violations.length > 0)).toEqual([]);
  expect(books.figures.states).toEqual({ SUCCEEDED: uploads.length });
  for (const { instant } of nights) {
    const asked = server.calls.filter(({ document }) => document.includes(`${instant.name}.`));
    expect(asked.map(({ isWhole }) => isWhole)).toEqual([true]);
  }
});

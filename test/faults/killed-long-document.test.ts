import { expect, it } from 'vitest';
import { randomFrom } from '../fuzz/random.ts';
import type { UploadRecord } from './book-records.ts';
import { balanceBooks } from './books.ts';
import { startFaultyModelServer } from './faulty-model-server.ts';
import { startFaultyPipeline } from './faulty-pipeline.ts';
import { longDocumentInstants } from './instants/long-document-instants.ts';
import { Killer } from './killer.ts';
import { readRun } from './read-records.ts';
import { keyOf, settingsFor, uploadDocument, waitUntilEnded } from './small-run.ts';

const inSecondCall = 'in the call about the second part';
const names = [...longDocumentInstants.map(({ name }) => name), inSecondCall];

/** So small that these documents are asked about in parts, in tokens. */
const contextTokens = 8_000;

it('a worker that is killed over a long document is followed by one that pays for no kept answer again', async () => {
  const killer = new Killer(randomFrom(1));
  const killedInCall = Promise.withResolvers<void>();
  await using server = await startFaultyModelServer({
    seed: 1,
    faultShare: 0,
    onCall: ({ document }) => {
      if (!document.includes(markOf(inSecondCall)) || callsAbout(inSecondCall).length !== 2) return;
      killer.killNow(keyOf(inSecondCall));
      killedInCall.resolve();
    },
  });
  await using pipeline = await startFaultyPipeline({
    // One after the other, so that one call is under way when a worker dies.
    model: {
      ...settingsFor(server),
      SLUICE_MODEL_CONTEXT: String(contextTokens),
      CONCURRENT_PARTS: '1',
    },
    decide: (request) => killer.decide(request),
  });
  const { clients } = pipeline;
  const uploads: UploadRecord[] = [];

  for (const instant of longDocumentInstants) {
    const { name } = instant;
    const killed = killer.killAt(instant, { functionPart: 'Worker', about: keyOf(name) });
    uploads.push(await uploadDocument({ name, text: longTextOf(name) }, clients));
    await killed;
  }
  const text = longTextOf(inSecondCall);
  uploads.push(await uploadDocument({ name: inSecondCall, text }, clients));
  await killedInCall.promise;

  await waitUntilEnded(uploads, clients);
  const records = await readRun({ pipeline, server, uploads });
  const books = balanceBooks(records);
  expect(books.checks.filter(({ violations }) => violations.length > 0)).toEqual([]);
  expect(books.figures.states).toEqual({ SUCCEEDED: names.length });
  expect(books.figures.longDocuments).toBe(names.length);
  // An answer is lost that nobody has kept, and no other.
  const kept = new Set(records.exchanges.map(({ responseId }) => responseId));
  expect(Object.fromEntries(names.map((name) => [name, lostOf(name)]))).toEqual({
    'before the cut is written': [],
    'after the cut is written': [],
    'before the answer of a later part is kept': ['part 2'],
    'after the answer of a later part is kept': [],
    'before the answer of the merge is kept': ['merge'],
    'after the answer of the merge is kept': [],
    [inSecondCall]: ['part 2'],
  });

  function callsAbout(name: string): typeof server.calls {
    return server.calls.filter(({ document }) => document.includes(markOf(name)));
  }

  /** Which questions about a document were asked once more, in the order in which they came up. */
  function lostOf(name: string): readonly string[] {
    const calls = callsAbout(name);
    const questions = [...new Set(calls.map(({ question }) => question))];
    return calls
      .filter(({ responseId }) => !kept.has(responseId))
      .map(({ question }) => questions.indexOf(question) + 1)
      .map((number) => (number === questions.length ? 'merge' : `part ${number}`));
  }
});

/** Stands in every sentence, so that what is made of any part of the text has it. */
function markOf(name: string): string {
  return `to be killed ${name},`;
}

function longTextOf(name: string): string {
  const lines = Array.from({ length: 120 }, (_, index) => {
    const heading = index % 15 === 0 ? `## Item ${1 + index / 15}\n\n` : '';
    return `${heading}For ${1 + index} minutes people spoke of a worker ${markOf(name)} and of ${10 * index} others.`;
  });
  return `# Notes\n\n${lines.join('\n\n')}\n`;
}

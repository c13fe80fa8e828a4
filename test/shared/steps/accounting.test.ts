import {
  array,
  assert,
  asyncProperty,
  boolean,
  constantFrom,
  integer,
  nat,
  record,
} from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readUploads } from '../../../shared/adapters/aws/s3-event.ts';
import { isFinal } from '../../../shared/job/job-status.ts';
import { acceptUpload } from '../../../shared/steps/uploading/accept-upload.ts';
import { processJob, type ProcessPorts } from '../../../shared/steps/running/process-job.ts';
import { titleQuestion } from '../../builders/analysis.ts';
import { type WorkerWorld, workerWorld } from '../../builders/worker.ts';
import { modelAnswer } from '../../fakes/scripted-language-model.ts';
import { VersionedDocumentStore } from '../../fakes/versioned-document-store.ts';

const goodAnswer = modelAnswer({ text: '{"title":"Board minutes"}' });

type Intake = Omit<WorkerWorld, 'documents' | 'model'> &
  ProcessPorts & {
    readonly documents: VersionedDocumentStore;
    readonly analyses: readonly string[];
    readonly maximumBytes: number;
  };

/** Intake and worker of one bucket, whose model always has an answer. */
function pipeline(keepsVersions: boolean): Intake {
  return {
    ...workerWorld([]),
    documents: new VersionedDocumentStore(keepsVersions),
    model: { answer: async () => goodAnswer },
    analyses: [titleQuestion.analysis.name],
    maximumBytes: 1_000,
  };
}

/** What S3 says of an object: a message of the uploads queue. */
function eventOf(
  object: { readonly key: string; readonly version: string; readonly text: string },
  { keepsVersions, minute }: { readonly keepsVersions: boolean; readonly minute: number },
): string {
  const version = keepsVersions ? { versionId: object.version } : { eTag: object.version };
  return JSON.stringify({
    Records: [
      {
        eventName: 'ObjectCreated:Put',
        eventTime: `2026-05-04T07:${String(minute).padStart(2, '0')}:00.000Z`,
        s3: {
          bucket: { name: 'documents' },
          object: {
            key: object.key,
            size: object.text.length,
            sequencer: String(minute).padStart(16, '0'),
            ...version,
          },
        },
      },
    ],
  });
}

const noise = [
  JSON.stringify({ Service: 'Amazon S3', Event: 's3:TestEvent', Bucket: 'documents' }),
  eventOf(
    { key: 'inbox/title-only/2026/', version: 'v', text: '' },
    { keepsVersions: true, minute: 0 },
  ),
  eventOf(
    { key: 'inbox/title-only/gone.txt', version: 'v', text: 'x' },
    { keepsVersions: true, minute: 0 },
  ).replace('ObjectCreated:Put', 'ObjectRemoved:Delete'),
];

async function announce(event: string, world: Intake): Promise<void> {
  await Promise.all(readUploads(event).map((upload) => acceptUpload(upload, world)));
}

/** Delivers every message, each twice, until none is left. */
async function work(world: Intake): Promise<void> {
  for (let sent = world.queue.sent.splice(0); sent.length > 0; sent = world.queue.sent.splice(0)) {
    for (const { message } of sent.toReversed()) {
      const startedAt = world.clock.now();
      const invocation = { startedAt, endsAt: new Date(startedAt.getTime() + 900_000) };
      await world.clock.passUntil(processJob(message, world, invocation));
      await world.clock.passUntil(processJob(message, world, invocation));
    }
  }
}

const uploads = array(
  record({
    key: constantFrom('a', 'b', 'c').map((name) => `inbox/title-only/${name}.txt`),
    text: constantFrom('one', 'two', 'three'),
  }),
  { minLength: 1, maxLength: 8 },
);

describe('the books of jobs', () => {
  it('balance however events are repeated, reordered and delayed, and keys overwritten', async () => {
    await assert(
      asyncProperty(
        uploads,
        boolean(),
        record({ copies: integer({ min: 1, max: 3 }), order: array(nat(), { maxLength: 40 }) }),
        async (puts, keepsVersions, { copies, order }) => {
          const world = pipeline(keepsVersions);
          const objects = puts.map(({ key, text }) => world.documents.put(key, text));
          const events = objects.flatMap((object, minute) =>
            Array.from({ length: copies }, () => eventOf(object, { keepsVersions, minute })),
          );

          for (const event of shuffled([...events, ...noise], order)) await announce(event, world);
          await work(world);

          const jobs = [...world.jobs.jobs.values()];
          const versions = new Set(objects.map(({ key, version }) => `${key} ${version}`));
          const last = new Map(objects.map(({ key, version }) => [key, version]));
          expect(
            new Set(jobs.map(({ document }) => `${document.key} ${document.version}`)),
          ).toEqual(versions);
          expect(jobs).toHaveLength(versions.size);
          expect(world.results.results.size).toBe(jobs.length);
          for (const { status, error, document } of jobs) {
            expect(isFinal(status)).toBe(true);
            const isPresent = keepsVersions || last.get(document.key) === document.version;
            expect(error?.code).toBe(isPresent ? undefined : 'DOCUMENT_REPLACED');
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  it('keep both versions of an overwritten key, whichever event comes first', async () => {
    const world = pipeline(true);
    const older = world.documents.put('inbox/title-only/board.txt', 'one');
    const newer = world.documents.put('inbox/title-only/board.txt', 'two');

    await announce(eventOf(newer, { keepsVersions: true, minute: 2 }), world);
    await announce(eventOf(older, { keepsVersions: true, minute: 1 }), world);
    await work(world);

    const jobs = [...world.jobs.jobs.values()];
    expect(jobs.map(({ uploadedAt }) => uploadedAt)).toEqual([
      '2026-05-04T07:02:00.000Z',
      '2026-05-04T07:01:00.000Z',
    ]);
    expect(jobs.map(({ status }) => status)).toEqual(['SUCCEEDED', 'SUCCEEDED']);
  });

  it('name a document that was deleted before its turn came', async () => {
    const world = pipeline(true);
    const object = world.documents.put('inbox/title-only/board.txt', 'one');
    await announce(eventOf(object, { keepsVersions: true, minute: 1 }), world);
    world.documents.delete(object.key);

    await work(world);

    expect([...world.jobs.jobs.values()]).toMatchObject([
      { status: 'FAILED', error: { code: 'DOCUMENT_NOT_FOUND' } },
    ]);
  });

  it('hold nothing for folders, for removals, and for the test that S3 sends', async () => {
    const world = pipeline(true);

    for (const event of noise) await announce(event, world);

    expect(world.jobs.jobs.size).toBe(0);
  });
});

/** The order that random numbers give; an event may thus come long after its neighbours. */
function shuffled(events: readonly string[], order: readonly number[]): string[] {
  return events
    .map((event, index) => ({ event, rank: order[index] ?? index }))
    .toSorted((one, other) => one.rank - other.rank)
    .map(({ event }) => event);
}

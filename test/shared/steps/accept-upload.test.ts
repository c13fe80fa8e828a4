import { describe, expect, it } from 'vitest';
import type { Upload } from '../../../shared/document/upload.ts';
import {
  ModelAccountRefused,
  ModelThrottled,
  ModelUnavailable,
} from '../../../shared/failure/model-errors.ts';
import { ModelNotChosen } from '../../../shared/failure/settings-errors.ts';
import { acceptUpload, type AcceptPorts } from '../../../shared/steps/uploading/accept-upload.ts';
import { titleQuestion } from '../../builders/analysis.ts';
import { ManualClock } from '../../fakes/manual-clock.ts';
import { MemoryJobTable } from '../../fakes/memory-job-table.ts';
import { MemoryJobQueue, MemoryResultStore, silentLog } from '../../fakes/memory-stores.ts';

interface IntakeWorld extends AcceptPorts {
  readonly jobs: MemoryJobTable;
  readonly queue: MemoryJobQueue;
  readonly results: MemoryResultStore;
}

function intakeWorld(): IntakeWorld {
  return {
    jobs: new MemoryJobTable(),
    queue: new MemoryJobQueue(),
    results: new MemoryResultStore(),
    clock: new ManualClock(),
    log: silentLog,
    findQuestion: async (name) =>
      name === titleQuestion.analysis.name ? titleQuestion : undefined,
    analyses: [titleQuestion.analysis.name],
    maximumBytes: 1_000,
  };
}

function uploadOf(key: string, sizeBytes: number | null = 20): Upload {
  return {
    document: {
      bucket: 'documents',
      key,
      version: 'v1',
      versionKind: 'versionId',
      member: [],
      fanOut: 1,
      sizeBytes,
    },
    uploadedAt: '2026-05-04T07:59:00.000Z',
  };
}

describe('accepting an upload', () => {
  it('queues a job under an id that the document and the revision decide', async () => {
    const world = intakeWorld();

    await acceptUpload(uploadOf('inbox/title-only/board.txt'), world);

    const [job] = world.jobs.jobs.values();
    expect(job).toMatchObject({
      status: 'QUEUED',
      lane: 'now',
      analysis: 'title-only',
      revision: titleQuestion.revision,
      uploadedAt: '2026-05-04T07:59:00.000Z',
    });
    expect(world.queue.sent).toMatchObject([
      { lane: 'now', analysis: 'title-only', message: { jobId: job?.jobId, attempt: 1 } },
    ]);
  });

  it('makes one job of an event that comes six times', async () => {
    const world = intakeWorld();

    await Promise.all(
      Array.from({ length: 6 }, () => acceptUpload(uploadOf('inbox/title-only/board.txt'), world)),
    );

    expect(world.jobs.jobs.size).toBe(1);
    expect(new Set(world.queue.sent.map(({ message }) => JSON.stringify(message))).size).toBe(1);
  });

  it('sends the message that an earlier delivery died before sending', async () => {
    const world = intakeWorld();
    const upload = uploadOf('inbox/title-only/board.txt');
    await acceptUpload(upload, world);
    world.queue.sent.length = 0;

    await acceptUpload(upload, world);

    expect(world.queue.sent).toHaveLength(1);
  });

  it('sends nothing for a job that has moved on', async () => {
    const world = intakeWorld();
    const upload = uploadOf('inbox/title-only/board.txt');
    await acceptUpload(upload, world);
    for (const job of world.jobs.jobs.values()) {
      world.jobs.jobs.set(job.jobId, { ...job, status: 'SUCCEEDED' });
    }
    world.queue.sent.length = 0;

    await acceptUpload(upload, world);

    expect(world.queue.sent).toHaveLength(0);
  });

  it('keeps a nightly upload waiting, without a message', async () => {
    const world = intakeWorld();

    await acceptUpload(uploadOf('nightly/title-only/board.txt'), world);

    expect([...world.jobs.jobs.values()]).toMatchObject([{ status: 'WAITING', lane: 'nightly' }]);
    expect(world.queue.sent).toHaveLength(0);
  });

  it.each([
    ['outbox/title-only/board.txt', 'UNKNOWN_LANE', '_none'],
    ['inbox/no-such-analysis/board.txt', 'UNKNOWN_ANALYSIS', '_none'],
    ['board.txt', 'INVALID_KEY', '_none'],
    ['members', 'INVALID_KEY', '_none'],
    ['members-only/board.txt', 'UNKNOWN_LANE', '_none'],
    ['inbox/Title Only/board.txt', 'INVALID_KEY', '_none'],
  ])('shows %s as a failed job with a result: %s', async (key, code, analysis) => {
    const world = intakeWorld();

    await acceptUpload(uploadOf(key), world);
    await acceptUpload(uploadOf(key), world);

    const [job] = world.jobs.jobs.values();
    expect(job).toMatchObject({ status: 'FAILED', analysis, revision: 'none', error: { code } });
    expect([...world.results.results.values()]).toMatchObject([
      { status: 'FAILED', error: { code }, output: null, cost: { amount: '0.000000' } },
    ]);
    expect(world.queue.sent).toHaveLength(0);
  });

  it('makes no job of what is uploaded for manifests to list, and says so', async () => {
    const logged: unknown[] = [];
    const log = { ...silentLog, info: (...line: unknown[]) => logged.push(line) };
    const world = { ...intakeWorld(), log };

    await acceptUpload(uploadOf('members/board/agenda.txt'), world);

    expect(world.jobs.jobs.size).toBe(0);
    expect(world.results.results.size).toBe(0);
    expect(logged).toEqual([
      ['upload is material for manifests', { version: 'v1', sizeBytes: 20 }],
    ]);
  });

  it('queues a manifest as the document that it is', async () => {
    const world = intakeWorld();

    await acceptUpload(uploadOf('inbox/title-only/board.documents.json'), world);

    expect([...world.jobs.jobs.values()]).toMatchObject([{ status: 'QUEUED' }]);
  });

  it.each([
    new ModelUnavailable('no connection'),
    new ModelThrottled('slow down'),
    new ModelAccountRefused('the account has no credit left'),
    new ModelNotChosen('http://127.0.0.1:9/v1', ['a', 'b']),
  ])('leaves it to the worker what becomes of it where no model is known: %s', async (failure) => {
    const world = { ...intakeWorld(), findQuestion: async () => Promise.reject(failure) };
    const { code } = failure;

    await acceptUpload(uploadOf('inbox/title-only/board.txt'), world);
    await acceptUpload(uploadOf('inbox/title-only/board.txt'), world);
    await acceptUpload(uploadOf('nightly/title-only/board.txt', 1_001), world);

    const unresolved = { analysis: 'title-only', revision: 'unresolved', error: { code } };
    expect([...world.jobs.jobs.values()]).toMatchObject([
      { ...unresolved, status: 'QUEUED', lane: 'now', completedAt: null },
      { ...unresolved, status: 'WAITING', lane: 'nightly', completedAt: null },
    ]);
    expect(world.queue.sent.map(({ lane, message }) => [lane, message.attempt])).toEqual([
      ['now', 1],
      ['now', 1],
    ]);
    expect(world.results.results.size).toBe(0);
  });

  it('makes no job of a failure without a name: the event is delivered again', async () => {
    const world = {
      ...intakeWorld(),
      findQuestion: async () => Promise.reject(new TypeError('a mistake in the program')),
    };

    const accepting = acceptUpload(uploadOf('inbox/title-only/board.txt'), world);

    await expect(accepting).rejects.toThrow('a mistake in the program');
    expect(world.jobs.jobs.size).toBe(0);
  });

  it('refuses an object that is too large by its size alone, under its analysis', async () => {
    const world = intakeWorld();

    await acceptUpload(uploadOf('inbox/title-only/board.txt', 1_001), world);

    expect([...world.jobs.jobs.values()]).toMatchObject([
      { status: 'FAILED', analysis: 'title-only', error: { code: 'DOCUMENT_TOO_LARGE' } },
    ]);
  });
});

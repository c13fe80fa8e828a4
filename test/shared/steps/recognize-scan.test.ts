import { describe, expect, it } from 'vitest';
import type { Reading } from '../../../shared/document/reading.ts';
import {
  RecognitionFailed,
  RecognitionUnavailable,
} from '../../../shared/failure/recognition-errors.ts';
import { ModelThrottled } from '../../../shared/failure/model-errors.ts';
import type { Job } from '../../../shared/job/job.ts';
import type { DocumentReader } from '../../../shared/ports/document-reader.ts';
import { keepJobs } from '../../../shared/steps/keeping/keep-jobs.ts';
import { cancelJob } from '../../../shared/steps/operating/cancel-job.ts';
import { processJob } from '../../../shared/steps/running/process-job.ts';
import { queuedJob } from '../../builders/job.ts';
import { type WorkerWorld, workerWorld } from '../../builders/worker.ts';
import { FakeTextRecognition } from '../../fakes/fake-text-recognition.ts';
import { MemoryBatchTable } from '../../fakes/memory-batch-table.ts';
import { modelAnswer, type ScriptedAnswer } from '../../fakes/scripted-language-model.ts';

const goodAnswer = modelAnswer({ text: '{"title":"Board minutes"}' });
const hour = 3_600_000;

interface ScanWorld extends WorkerWorld {
  readonly recognition: FakeTextRecognition;
  readonly batches: MemoryBatchTable;
  readonly stepJobs: number;
}

/** A worker and a keeper to whom every document is a picture. */
function scanWorld(jobs: readonly Job[], ...script: readonly ScriptedAnswer[]): ScanWorld {
  const scan = { format: 'png', mediaType: 'image/png', pages: 1 };
  const reader = { read: async (): Promise<Reading> => ({ kind: 'scan', scan }) };
  const world = workerWorld(jobs, ...script);
  const batches = new MemoryBatchTable();
  return { ...world, reader, recognition: new FakeTextRecognition(), batches, stepJobs: 100 };
}

async function run(world: WorkerWorld, { jobId }: Job): Promise<void> {
  const now = world.clock.now();
  const attempt = world.jobs.jobs.get(jobId)?.attempt ?? 0;
  const invocation = { startedAt: now, endsAt: new Date(now.getTime() + 900_000) };
  await world.clock.passUntil(processJob({ version: 1, jobId, attempt }, world, invocation));
}

function resultOf(world: WorkerWorld, { jobId }: Job) {
  return world.results.results.get(jobId);
}

describe('a scan', () => {
  it('fails by name where recognition is off', async () => {
    const job = queuedJob();
    const world = { ...scanWorld([job]), recognition: null };

    await run(world, job);

    expect(resultOf(world, job)).toMatchObject({
      status: 'FAILED',
      error: { code: 'NO_TEXT_LAYER', message: expect.stringContaining('textRecognition') },
      cost: { amount: '0.000000' },
    });
  });

  it('is recognized once, waits unowned meanwhile, and pays for its pages', async () => {
    const job = queuedJob();
    const world = scanWorld([job], goodAnswer);

    await run(world, job);
    expect(world.jobs.jobs.get(job.jobId)).toMatchObject({
      status: 'RECOGNIZING',
      owner: null,
      leaseUntil: null,
      attempt: 1,
    });
    expect(world.queue.sent).toEqual([]);
    expect(await keepJobs(world)).toBe(0);
    world.recognition.end([['Board minutes', 'We met.'], ['The end.']]);
    expect(await keepJobs(world)).toBe(1);
    await run(world, job);

    expect(world.queue.sent).toMatchObject([{ message: { jobId: job.jobId, attempt: 2 } }]);
    const result = resultOf(world, job);
    expect(result).toMatchObject({
      status: 'SUCCEEDED',
      output: { title: 'Board minutes' },
      document: { format: 'png', mediaType: 'image/png', pages: 2, characters: 31 },
      coverage: { complete: true },
      usage: { promptTokens: 900 },
    });
    expect(result?.warnings).toHaveLength(1);
    expect(result?.cost?.priceList).toContain('textract 2022-01-31');
    const [pages, answer] = [...world.ledger.lines.values()];
    expect(pages).toMatchObject({
      kind: 'recognition',
      provider: 'textract',
      pages: 2,
      outcome: 'used',
      cost: { amount: '0.003000', currency: 'USD' },
      usage: { promptTokens: 0 },
    });
    expect(answer).toMatchObject({ kind: 'model', pages: null });
    expect(Number(result?.cost?.amount)).toBeCloseTo(0.003 + Number(answer?.cost?.amount), 9);
    expect(world.model.requests[0]?.prompt.document).toContain('We met.\n\nThe end.');
  });

  it('is paid once by two analyses of it', async () => {
    const first = queuedJob();
    const second = queuedJob({ jobId: 'f'.repeat(32), generation: first.generation });
    const world = scanWorld([first, second], goodAnswer);

    await run(world, first);
    await run(world, second);
    world.recognition.end([['Board minutes']]);
    await keepJobs(world);
    await Promise.all([run(world, first), run(world, second)]);
    await world.clock.advance(61_000);
    for (const job of [first, second]) await run(world, job);

    expect(new Set(world.recognition.starts).size).toBe(1);
    expect(world.recognition.fetches).toHaveLength(1);
    const recognized = [...world.ledger.lines.values()].filter(({ kind }) => kind !== 'model');
    expect(recognized).toHaveLength(1);
    const lists = [first, second].map((job) => resultOf(world, job)?.cost?.priceList ?? '');
    expect(lists.filter((list) => list.includes('textract'))).toHaveLength(1);
  });

  it('that was recognized for another analysis is not recognized again', async () => {
    const first = queuedJob();
    const second = queuedJob({ jobId: 'f'.repeat(32) });
    const world = scanWorld([first, second], goodAnswer);
    await run(world, first);
    world.recognition.end([['Board minutes']]);
    await keepJobs(world);
    await run(world, first);

    await run(world, second);

    expect(world.recognition.starts).toHaveLength(1);
    expect(resultOf(world, second)).toMatchObject({
      status: 'SUCCEEDED',
      cost: { amount: '0.000000' },
    });
  });

  it('is not paid twice when the worker dies between the start and the state', async () => {
    const job = queuedJob();
    const world = scanWorld([job], goodAnswer);
    const move = world.jobs.move.bind(world.jobs);
    world.jobs.move = async (jobId, wanted) => {
      if (wanted.change.status === 'RECOGNIZING') throw new Error('killed here');
      return move(jobId, wanted);
    };

    await expect(run(world, job)).rejects.toThrow('killed here');
    world.jobs.move = move;
    await world.clock.advance(61_000);
    await run(world, job);
    await run(world, job);

    expect(world.recognition.starts).toHaveLength(2);
    expect(new Set(world.recognition.starts).size).toBe(1);
    expect(world.jobs.jobs.get(job.jobId)?.status).toBe('RECOGNIZING');
  });

  it('is booked once when the worker dies after the text was kept', async () => {
    const job = queuedJob();
    const world = scanWorld([job], goodAnswer);
    await run(world, job);
    world.recognition.end([['Board minutes']]);
    await keepJobs(world);
    world.results.failures.push(new Error('killed here'));

    await expect(run(world, job)).rejects.toThrow('killed here');
    await world.clock.advance(61_000);
    await run(world, job);
    await run(world, job);

    expect(world.recognition.fetches).toHaveLength(1);
    expect(world.ledger.lines.size).toBe(2);
    expect(resultOf(world, job)?.cost?.priceList).toContain('textract');
  });

  it('whose recognition failed fails by name, and its price is not known', async () => {
    const job = queuedJob();
    const world = scanWorld([job]);
    await run(world, job);
    world.recognition.end(new RecognitionFailed('BadDocument'));
    await keepJobs(world);

    await run(world, job);

    const result = resultOf(world, job);
    expect(result).toMatchObject({
      status: 'FAILED',
      error: { code: 'RECOGNITION_FAILED' },
      document: { format: 'png' },
      usage: { promptTokens: 0 },
      cost: null,
    });
    expect(result?.warnings).toEqual([
      'the recognition of the scan brought no text and may have been billed; the known part is 0.000000 USD',
    ]);
    expect([...world.ledger.lines.values()]).toMatchObject([
      { kind: 'recognition', outcome: 'unknown', pages: null, cost: null },
    ]);
  });

  it('is in the books as soon as its recognition is started, whoever dies then', async () => {
    const job = queuedJob();
    const world = scanWorld([job]);

    await run(world, job);

    expect([...world.ledger.lines.values()]).toMatchObject([
      { kind: 'recognition', outcome: 'unknown', cost: null, jobId: job.jobId },
    ]);
  });

  it('that takes too long to recognize fails by name', async () => {
    const job = queuedJob();
    const world = scanWorld([job]);
    await run(world, job);
    await world.clock.advance(2 * hour);
    expect(await keepJobs(world)).toBe(0);
    await world.clock.advance(1);

    expect(await keepJobs(world)).toBe(1);
    await run(world, job);

    expect(resultOf(world, job)).toMatchObject({ error: { code: 'RECOGNITION_TIMEOUT' } });
  });

  it('goes back to its queue while the service is throttled', async () => {
    const job = queuedJob();
    const world = scanWorld([job]);
    world.recognition.failures.push(new RecognitionUnavailable('ThrottlingException'));

    await run(world, job);

    expect(world.jobs.jobs.get(job.jobId)).toMatchObject({ status: 'QUEUED', failedAttempts: 1 });
  });

  it('waits for the next minute where the keeper is throttled', async () => {
    const job = queuedJob();
    const world = scanWorld([job]);
    await run(world, job);
    world.recognition.end([['Board minutes']]);
    world.recognition.failures.push(new RecognitionUnavailable('ThrottlingException'));

    expect(await keepJobs(world)).toBe(0);
    expect(await keepJobs(world)).toBe(1);
  });

  it('whose job is cancelled meanwhile says that its price is not known', async () => {
    const job = queuedJob();
    const world = scanWorld([job]);
    await run(world, job);

    await cancelJob(job.jobId, world);

    expect([...world.ledger.lines.values()]).toMatchObject([{ outcome: 'unknown' }]);
    expect(resultOf(world, job)).toMatchObject({ status: 'CANCELLED', cost: null });
  });

  it('whose job is cancelled before its text is fetched says that its price is not known', async () => {
    const job = queuedJob();
    const world = scanWorld([job]);
    await run(world, job);
    world.recognition.end([['Board minutes']]);
    await keepJobs(world);
    await world.jobs.move(job.jobId, {
      expect: { status: ['QUEUED'] },
      change: { cancelRequested: true, changedAt: world.clock.now().toISOString() },
    });

    await run(world, job);

    expect(resultOf(world, job)).toMatchObject({ status: 'CANCELLED', cost: null });
  });

  it('is not sent to be recognized once its job is to be cancelled', async () => {
    const job = queuedJob();
    const base = scanWorld([job]);
    const read: DocumentReader['read'] = async (source) => {
      await cancelJob(job.jobId, base);
      await base.clock.wait(25_000);
      return base.reader.read(source);
    };
    const world = { ...base, reader: { read } };

    await run(world, job);

    expect(world.recognition.starts).toEqual([]);
    expect(resultOf(world, job)).toMatchObject({
      status: 'CANCELLED',
      cost: { amount: '0.000000' },
    });
  });

  it('does not wait for a recognition when its job was cancelled while that was started', async () => {
    const job = queuedJob();
    const world = scanWorld([job]);
    const start = world.recognition.start.bind(world.recognition);
    world.recognition.start = async (...started) => {
      await cancelJob(job.jobId, world);
      return start(...started);
    };

    await run(world, job);

    expect(resultOf(world, job)).toMatchObject({ status: 'CANCELLED', cost: null });
  });

  it('that is blank is an empty document, and is paid for all the same', async () => {
    const job = queuedJob();
    const world = scanWorld([job]);
    await run(world, job);
    world.recognition.end([[]]);
    await keepJobs(world);

    await run(world, job);

    expect(resultOf(world, job)).toMatchObject({
      error: { code: 'EMPTY_DOCUMENT' },
      cost: { amount: '0.001500' },
    });
  });

  it('keeps the price of its pages when the model is throttled to the end', async () => {
    const job = queuedJob();
    const throttled = new ModelThrottled('slow down', { retryAfterMs: 86_400_000 });
    const world = scanWorld([job], throttled, throttled);
    await run(world, job);
    world.recognition.end([['Board minutes']]);
    await keepJobs(world);

    await run(world, job);
    expect(world.jobs.jobs.get(job.jobId)?.cost?.amount).toBe('0.001500');
    await world.clock.advance(86_500_000);
    await run(world, job);

    expect(resultOf(world, job)).toMatchObject({
      error: { code: 'MODEL_THROTTLED' },
      cost: { amount: '0.001500' },
    });
  });

  it('inside an archive cannot be recognized, and says why', async () => {
    const { document } = queuedJob();
    const job = queuedJob({ document: { ...document, member: ['page.png'] } });
    const world = scanWorld([job]);

    await run(world, job);

    const error = resultOf(world, job)?.error;
    expect(error?.code).toBe('NO_TEXT_LAYER');
    expect(error?.message).toContain('uploaded by themselves');
    expect(world.recognition.starts).toEqual([]);
  });

  it('that waits when recognition is turned off fails by name instead of waiting for ever', async () => {
    const job = queuedJob();
    const world = scanWorld([job]);
    await run(world, job);
    const off = { ...world, recognition: null };

    expect(await keepJobs(off)).toBe(1);
    await run(off, job);

    expect(resultOf(world, job)).toMatchObject({ error: { code: 'NO_TEXT_LAYER' }, cost: null });
  });
});

import { describe, expect, it } from 'vitest';
import { ModelAccountRefused, ModelThrottled } from '../../../shared/failure/model-errors.ts';
import { buildResult, failedBeforeAsking, unknownPaid } from '../../../shared/job/build-result.ts';
import type { Job } from '../../../shared/job/job.ts';
import { later } from '../../../shared/job/lease.ts';
import { cancelJob } from '../../../shared/steps/operating/cancel-job.ts';
import { processJob } from '../../../shared/steps/running/process-job.ts';
import { retryJob } from '../../../shared/steps/operating/retry-job.ts';
import { titleQuestion } from '../../builders/analysis.ts';
import { queuedJob } from '../../builders/job.ts';
import { livingWorker } from '../../builders/living-worker.ts';
import { type WorkerWorld, workerWorld } from '../../builders/worker.ts';
import { modelAnswer } from '../../fakes/scripted-language-model.ts';

const goodAnswer = modelAnswer({ text: '{"title":"Board minutes"}' });
/** What no other answer is asked for. */
const withheld = modelAnswer({ text: '', finishReason: 'content_filter' });

function now(world: WorkerWorld, { jobId }: Job): Job {
  const job = world.jobs.jobs.get(jobId);
  if (job === undefined) throw new Error('the job is gone');
  return job;
}

async function run(world: WorkerWorld, job: Job): Promise<void> {
  const startedAt = world.clock.now();
  const invocation = { startedAt, endsAt: new Date(startedAt.getTime() + 900_000) };
  const { jobId, attempt } = now(world, job);
  await world.clock.passUntil(processJob({ version: 1, jobId, attempt }, world, invocation));
}

const running = { status: 'RUNNING', owner: 'w', leaseUntil: '2026-05-04T08:01:00.000Z' } as const;

describe('cancelling a job', () => {
  it.each(['WAITING', 'QUEUED', 'HELD', 'RECOGNIZING'] as const)(
    'ends one that is %s at once, with a result that says so',
    async (status) => {
      const job = queuedJob({ status });
      const world = workerWorld([job]);

      await cancelJob(job.jobId, world);
      await run(world, job);

      expect(now(world, job)).toMatchObject({
        status: 'CANCELLED',
        error: { code: 'JOB_CANCELLED' },
        heldUntil: null,
      });
      expect(world.results.results.get(job.jobId)).toMatchObject({
        status: 'CANCELLED',
        cost: { amount: '0.000000' },
        timings: { completedAt: '2026-05-04T08:00:00.000Z' },
      });
    },
  );

  it('writes the result that was not written at first, when it is asked for again', async () => {
    const job = queuedJob();
    const world = workerWorld([job], async () => {
      await cancelJob(job.jobId, world);
      world.results.failures.push(new Error('killed here'));
      throw new ModelThrottled('slow down', { retryAfterMs: 3_600_000 });
    });
    await expect(run(world, job)).rejects.toThrow('killed here');
    expect(now(world, job).status).toBe('CANCELLED');

    await cancelJob(job.jobId, world);

    expect(world.results.results.get(job.jobId)).toMatchObject({ status: 'CANCELLED' });
  });

  it('tells what the job had paid before', async () => {
    const job = queuedJob();
    const world = workerWorld([job], withheld);
    await run(world, job);
    const { usage, cost } = now(world, job);
    await retryJob(now(world, job), { notBefore: world.clock.now(), isFresh: false }, world);

    await cancelJob(job.jobId, world);

    expect(world.results.results.get(job.jobId)).toMatchObject({
      status: 'CANCELLED',
      usage,
      cost,
    });
    expect(usage?.promptTokens).toBe(900);
  });

  it('writes the result that somebody died before writing', async () => {
    const job = queuedJob();
    const world = workerWorld([job]);
    world.results.failures.push(new Error('killed here'));
    await expect(cancelJob(job.jobId, world)).rejects.toThrow('killed here');

    await cancelJob(job.jobId, world);

    expect(world.results.results.get(job.jobId)?.status).toBe('CANCELLED');
  });

  it('lets the call end that is under way, keeps its answer, and makes no other', async () => {
    const job = queuedJob();
    const world = workerWorld([job], async () => {
      await cancelJob(job.jobId, world);
      await world.clock.wait(30_000);
      return withheld;
    });

    await run(world, job);

    expect(world.results.results.get(job.jobId)).toMatchObject({
      status: 'CANCELLED',
      error: { code: 'JOB_CANCELLED' },
      usage: { promptTokens: 900, paidExchanges: 1 },
    });
    expect(now(world, job)).toMatchObject({ status: 'CANCELLED', owner: null });
    expect(world.exchanges.exchanges.size).toBe(1);
  });

  it('stops a job before its first call when the request was seen in a beat', async () => {
    const job = queuedJob();
    const world = workerWorld([job]);
    const slow: WorkerWorld = {
      ...world,
      reader: {
        read: async (source) => {
          await cancelJob(job.jobId, world);
          await world.clock.wait(30_000);
          return world.reader.read(source);
        },
      },
    };

    await run(slow, job);

    expect(world.model.requests).toHaveLength(0);
    expect(now(world, job)).toMatchObject({ status: 'CANCELLED', cost: { amount: '0.000000' } });
  });

  it('does not wait for the turn of a job at its provider', async () => {
    const job = queuedJob();
    const world = workerWorld([job]);
    const startedAt = world.clock.now();
    const { providerIdentity: provider } = titleQuestion.choice;
    const until = later(startedAt, 1_000);
    const limit = await world.limits.join({
      provider,
      worker: 'another',
      alive: livingWorker({ until }),
      ceiling: 8,
    });
    const notBefore = later(startedAt, 300_000);
    await world.limits.change(provider, { ...limit, notBefore, version: limit.version + 1 });
    const cancelled: WorkerWorld = {
      ...world,
      reader: {
        read: async (source) => {
          await cancelJob(job.jobId, world);
          return world.reader.read(source);
        },
      },
    };

    await run(cancelled, job);

    expect(now(world, job)).toMatchObject({ status: 'CANCELLED', cost: { amount: '0.000000' } });
    expect(world.model.requests).toHaveLength(0);
    expect(world.clock.now().getTime() - startedAt.getTime()).toBeLessThan(60_000);
  });

  it.each([
    ['go back to its queue', new ModelThrottled('slow down', { retryAfterMs: 3_600_000 })],
    ['be held', new ModelAccountRefused('no credit')],
  ])('ends a job that would %s, where the request came after the last beat', async (_, failure) => {
    const job = queuedJob();
    const world = workerWorld([job], async () => {
      await cancelJob(job.jobId, world);
      throw failure;
    });

    await run(world, job);

    expect(now(world, job)).toMatchObject({ status: 'CANCELLED', heldBy: [], notBefore: null });
    expect(world.results.results.get(job.jobId)).toMatchObject({ status: 'CANCELLED' });
    expect(world.model.requests).toHaveLength(1);
  });

  it('does not wait for the time of a job whose worker died before it could end it', async () => {
    const job = queuedJob({ cancelRequested: true, notBefore: '2026-05-04T09:00:00.000Z' });
    const world = workerWorld([job]);

    await run(world, job);

    expect(now(world, job).status).toBe('CANCELLED');
    expect(world.queue.sent).toHaveLength(0);
  });

  it('keeps the success of a job that needed no more calls', async () => {
    const job = queuedJob();
    const world = workerWorld([job], async () => {
      await cancelJob(job.jobId, world);
      await world.clock.wait(30_000);
      return goodAnswer;
    });

    await run(world, job);

    expect(now(world, job).status).toBe('SUCCEEDED');
  });

  it('changes nothing about a job that has ended, and knows none that does not exist', async () => {
    const job = queuedJob({ status: 'SUCCEEDED', completedAt: '2026-05-04T07:59:50.000Z' });
    const world = workerWorld([job]);

    expect(await cancelJob(job.jobId, world)).toEqual(job);
    expect(await cancelJob('no such job', world)).toBeUndefined();
    expect(world.results.results.size).toBe(0);
  });

  it('only asks for the end of a job whose worker may be dead', async () => {
    const job = queuedJob({
      ...running,
      leaseUntil: '2026-05-04T07:00:00.000Z',
      startedAt: '2026-05-04T06:59:00.000Z',
    });
    const world = workerWorld([job]);

    await cancelJob(job.jobId, world);
    await run(world, job);
    await run(world, job);

    expect(now(world, job)).toMatchObject({ status: 'CANCELLED', crashes: 1, cost: null });
  });
});

const error = { code: 'WORKER_CRASHED', message: 'no worker could', retryable: true };
const soon = { notBefore: new Date('2026-05-04T08:00:00.000Z'), isFresh: false };

describe('trying a job again', () => {
  it('reads what is stored and pays nothing for it, with all of its tries before it', async () => {
    const job = queuedJob();
    const world = workerWorld([job], withheld);
    await run(world, job);
    const failed = { ...now(world, job), failedAttempts: 2, crashes: 3 };
    world.jobs.jobs.set(job.jobId, failed);

    await retryJob(failed, soon, world);

    expect(now(world, job)).toMatchObject({
      status: 'QUEUED',
      attempt: 2,
      retries: 1,
      failedAttempts: 0,
      crashes: 0,
      generation: 1,
      completedAt: null,
      error: { code: 'ANSWER_REFUSED' },
    });
    expect(world.queue.sent).toMatchObject([{ delayMs: 0, message: { attempt: 2 } }]);
    expect(world.queue.sent[0]?.message).not.toHaveProperty('alone');

    await run(world, job);

    expect(world.model.requests).toHaveLength(1);
    expect(now(world, job).cost).toEqual(failed.cost);
  });

  it('asks anew for fresh answers, and its result tells what both generations cost', async () => {
    const job = queuedJob();
    const world = workerWorld([job], withheld, goodAnswer);
    await run(world, job);
    const failed = now(world, job);
    const stale = (world.results.results.get(job.jobId)?.exchanges ?? []).map(
      ({ exchange }) => exchange,
    );

    await retryJob(failed, { ...soon, isFresh: true }, world);
    await run(world, job);

    const result = world.results.results.get(job.jobId);
    expect(world.model.requests).toHaveLength(2);
    expect(now(world, job)).toMatchObject({ status: 'SUCCEEDED', generation: 2 });
    expect(result).toMatchObject({
      usage: { promptTokens: 1800, exchanges: 2, paidExchanges: 2 },
      cost: { wasted: failed.cost?.amount },
    });
    expect(Number(result?.cost?.amount)).toBeCloseTo(2 * Number(failed.cost?.amount), 9);
    expect(result?.exchanges.map(({ exchange }) => exchange)).toEqual(
      expect.arrayContaining(stale),
    );
    expect(result?.exchanges).toHaveLength(2);
  });

  it('does not call the cost of fresh answers known where that of the stale ones is not', async () => {
    const job = queuedJob();
    const world = workerWorld([job], goodAnswer);
    const outcome = { ...failedBeforeAsking(error), ...unknownPaid };
    const key = await world.results.put(buildResult(job, outcome, '2026-05-04T07:59:50.000Z'));
    const failed = queuedJob({ status: 'FAILED', resultKey: key, ...unknownPaid });
    world.jobs.jobs.set(job.jobId, failed);

    await retryJob(failed, { ...soon, isFresh: true }, world);
    await run(world, job);

    expect(now(world, job)).toMatchObject({ status: 'SUCCEEDED', cost: null });
  });

  it('waits for its turn where many are tried again', async () => {
    const job = queuedJob({ status: 'FAILED', completedAt: '2026-05-04T07:59:50.000Z' });
    const world = workerWorld([job]);
    const notBefore = new Date('2026-05-04T08:30:00.000Z');

    await retryJob(job, { notBefore, isFresh: false }, world);

    expect(now(world, job).notBefore).toBe(notBefore.toISOString());
    expect(world.queue.sent).toMatchObject([{ delayMs: 1_800_000 }]);
  });

  it.each(['SUCCEEDED', 'RUNNING', 'QUEUED', 'HELD'] as const)(
    'leaves a job alone that is %s',
    async (status) => {
      const job = queuedJob({ ...running, status });
      const world = workerWorld([job]);

      expect(await retryJob(job, soon, world)).toBeUndefined();
      expect(world.queue.sent).toHaveLength(0);
    },
  );
});

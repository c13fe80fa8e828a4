import { describe, expect, it } from 'vitest';
import type { Job } from '../../../shared/job/job.ts';
import { keepJobs } from '../../../shared/steps/keeping/keep-jobs.ts';
import { processJob } from '../../../shared/steps/running/process-job.ts';
import { releaseNight } from '../../../shared/steps/keeping/release-night.ts';
import { retryJob } from '../../../shared/steps/operating/retry-job.ts';
import { titleQuestion } from '../../builders/analysis.ts';
import { queuedJob } from '../../builders/job.ts';
import { type WorkerWorld, workerWorld } from '../../builders/worker.ts';
import { MemoryBatchTable } from '../../fakes/memory-batch-table.ts';
import { modelAnswer } from '../../fakes/scripted-language-model.ts';

const goodAnswer = modelAnswer({ text: '{"title":"Board minutes"}' });

/** Delivers every message until none is left. */
async function work(world: WorkerWorld): Promise<void> {
  for (let sent = world.queue.sent.splice(0); sent.length > 0; sent = world.queue.sent.splice(0)) {
    for (const { message } of sent) {
      const startedAt = world.clock.now();
      const invocation = { startedAt, endsAt: new Date(startedAt.getTime() + 900_000) };
      await world.clock.passUntil(processJob(message, world, invocation));
    }
  }
}

async function keep(world: WorkerWorld): Promise<void> {
  await keepJobs({ ...world, batches: new MemoryBatchTable(), stepJobs: 100 });
}

const bySchedule: Readonly<
  Record<string, readonly [parts: Partial<Job>, goOn: (world: WorkerWorld) => Promise<unknown>]>
> = {
  waiting: [
    { status: 'WAITING', lane: 'nightly' },
    (world) =>
      releaseNight('night-2026-05-04', new Date('2026-05-04T08:15:00.000Z'), {
        ...world,
        batches: new MemoryBatchTable(),
        stepJobs: 10,
      }),
  ],
  held: [{ status: 'HELD', heldUntil: '2026-05-04T08:00:00.000Z' }, keep],
  stranded: [{ changedAt: '2026-05-04T07:00:00.000Z' }, keep],
  'run by a worker that died': [
    { status: 'RUNNING', owner: 'w', leaseUntil: '2026-05-04T07:59:00.000Z' },
    keep,
  ],
  'failed and tried again': [
    { status: 'FAILED', completedAt: '2026-05-04T07:59:00.000Z' },
    async (world) => {
      const [job] = world.jobs.jobs.values();
      if (job === undefined) throw new Error('there is no job');
      await retryJob(job, { notBefore: world.clock.now(), isFresh: false }, world);
    },
  ],
};

describe('a deployment that changes an analysis', () => {
  it.each(Object.entries(bySchedule))(
    'gives the place of a job that was %s to one of the new revision, which is done',
    async (_what, [parts, goOn]) => {
      const old = queuedJob({ jobId: 'e'.repeat(32), revision: 'before', ...parts });
      const world = workerWorld([old], goodAnswer);

      await goOn(world);
      await work(world);

      const [replaced, next, ...others] = world.jobs.jobs.values();
      expect(others).toEqual([]);
      expect(replaced).toMatchObject({
        jobId: old.jobId,
        status: 'CANCELLED',
        error: { code: 'REVISION_REPLACED' },
      });
      expect(next).toMatchObject({
        status: 'SUCCEEDED',
        revision: titleQuestion.revision,
        lane: old.lane,
        uploadedAt: old.uploadedAt,
      });
      expect(next?.batchId).toBe(replaced?.batchId);
    },
  );

  it('brings back to life nothing that an operator has cancelled', async () => {
    const cancelled = queuedJob({
      status: 'CANCELLED',
      error: { code: 'JOB_CANCELLED', message: '', retryable: false },
      completedAt: '2026-05-04T07:59:40.000Z',
    });
    const old = queuedJob({ jobId: 'e'.repeat(32), revision: 'before' });
    const world = workerWorld([cancelled, old]);
    await world.queue.send({
      lane: 'now',
      analysis: old.analysis,
      delayMs: 0,
      message: { version: 1, jobId: old.jobId, attempt: 1 },
    });

    await work(world);

    expect(world.jobs.jobs.get(cancelled.jobId)).toEqual(cancelled);
    expect(world.jobs.jobs.get(old.jobId)?.status).toBe('CANCELLED');
  });
});

import { describe, expect, it } from 'vitest';
import { BudgetExceeded, BudgetReserved } from '../../../shared/failure/budget-errors.ts';
import { ExchangeBusy, TimeIsShort } from '../../../shared/failure/job-errors.ts';
import { ModelCallCut, ModelRequestRejected } from '../../../shared/failure/model-errors.ts';
import { ProviderBusy, ProviderRefuses } from '../../../shared/failure/provider-errors.ts';
import { ServiceUnavailable } from '../../../shared/failure/service-errors.ts';
import type { Job } from '../../../shared/job/job.ts';
import { Stop } from '../../../shared/steps/asking/asking-work.ts';
import { retryJob } from '../../../shared/steps/operating/retry-job.ts';
import { processJob } from '../../../shared/steps/running/process-job.ts';
import { queuedJob } from '../../builders/job.ts';
import { type WorkerWorld, workerWorld } from '../../builders/worker.ts';
import { modelAnswer, type ScriptedAnswer } from '../../fakes/scripted-language-model.ts';

const cut = new ModelCallCut('a gateway gave up waiting for the model (status 504)');
const goodAnswer = modelAnswer({ text: '{"title":"Board minutes"}' });

/** Runs a job each time that it may be, until it has ended. */
async function runToItsEnd({ jobId }: Job, world: WorkerWorld): Promise<Job | undefined> {
  for (;;) {
    const job = world.jobs.jobs.get(jobId);
    if (job?.status !== 'QUEUED') return job;
    const waitMs = Date.parse(job.notBefore ?? '') - world.clock.now().getTime();
    if (waitMs > 0) await world.clock.advance(waitMs);
    const startedAt = world.clock.now();
    const invocation = { startedAt, endsAt: new Date(startedAt.getTime() + 900_000) };
    const message = { version: 1, jobId, attempt: job.attempt } as const;
    await world.clock.passUntil(processJob(message, world, invocation));
  }
}

function worldOf(jobs: readonly Job[], ...script: readonly ScriptedAnswer[]): WorkerWorld {
  return { ...workerWorld(jobs, ...script), maximumAttempts: 20 };
}

describe('a call that got lost', () => {
  it.each([0, 0.999])(
    'fails no job while a gateway is away for ten minutes, chance %d',
    async (chance) => {
      const job = queuedJob();
      const isBack = (): boolean => world.clock.now().getTime() - startedAt >= 600_000;
      const ask = async (): Promise<typeof goodAnswer> => {
        if (!isBack()) throw cut;
        return goodAnswer;
      };
      const world = { ...worldOf([job], ask, ask, ask, ask), random: () => chance };
      const startedAt = world.clock.now().getTime();

      const ended = await runToItsEnd(job, world);

      expect(ended).toMatchObject({ status: 'SUCCEEDED' });
      expect(world.model.requests).toHaveLength(4);
    },
  );

  it('is followed by three more for one request, and by none after that', async () => {
    const job = queuedJob();
    const world = worldOf([job], cut, cut, cut, cut);

    const ended = await runToItsEnd(job, world);

    expect(ended).toMatchObject({ status: 'FAILED', error: { code: 'MODEL_CALLS_LOST' } });
    expect(world.model.requests).toHaveLength(4);
    expect(world.results.results.get(job.jobId)).toMatchObject({ status: 'FAILED', cost: null });
  });

  it('counts against no later upload of the same text', async () => {
    const [first, second] = [queuedJob(), queuedJob({ jobId: 'another upload' })];
    const world = worldOf([first, second], cut, cut, cut, cut, cut, goodAnswer);
    await runToItsEnd(first, world);

    const ended = await runToItsEnd(second, world);

    expect(ended).toMatchObject({ status: 'SUCCEEDED' });
    expect(world.model.requests).toHaveLength(6);
  });

  it('is allowed as often once more when an operator has the job tried again', async () => {
    const job = queuedJob();
    const world = worldOf([job], cut, cut, cut, cut, cut, cut, cut, goodAnswer);
    const failed = (await runToItsEnd(job, world)) ?? job;
    const failedAt = world.clock.now();

    await retryJob(failed, { notBefore: failedAt, isFresh: false }, world);
    const ended = await runToItsEnd(job, world);

    expect(ended).toMatchObject({ status: 'SUCCEEDED' });
    expect(world.clock.now().getTime() - failedAt.getTime()).toBeGreaterThan(600_000);
  });

  it('makes its job wait as long as the part of it needs that was lost the most often', () => {
    const stop = new Stop();

    for (const lostBefore of [0, 2, 1]) stop.because(cut.after(lostBefore));

    expect(() => stop.check()).toThrow(expect.objectContaining({ lostCalls: 3 }));
  });

  it.each([
    new BudgetReserved('total'),
    new ExchangeBusy('2026-05-04T08:00:00.000Z'),
    new ProviderBusy('deepseek', '2026-05-04T08:00:00.000Z'),
    new TimeIsShort(),
    new ServiceUnavailable('the table'),
  ])('is paused for also where another part stopped before with $code', (reason) => {
    const stop = new Stop();
    stop.because(reason);

    stop.because(cut);

    expect(() => stop.check()).toThrow(cut);
  });

  it.each([
    new ModelRequestRejected('no such path'),
    new BudgetExceeded({ scope: 'total', date: '2026-05-04' }, 'all is spent'),
    new ProviderRefuses({ scopes: ['deepseek'], reason: 'no credit', problem: 'no credit' }),
  ])('does not bring a job back that ends or is held for $code', (reason) => {
    const stop = new Stop();
    stop.because(reason);

    stop.because(cut.after(2));

    expect(() => stop.check()).toThrow(reason);
  });
});

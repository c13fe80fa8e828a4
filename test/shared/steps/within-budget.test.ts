import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { defineAnalysis } from '../../../shared/analysis/define-analysis.ts';
import {
  ModelAccountRefused,
  ModelCallCut,
  ModelContextExceeded,
  ModelUnavailable,
} from '../../../shared/failure/model-errors.ts';
import { breakerOf } from '../../../shared/extraction/breaker.ts';
import type { Job } from '../../../shared/job/job.ts';
import { fromBillionths, toBillionths } from '../../../shared/money/billionths.ts';
import { estimateCost } from '../../../shared/money/estimate-cost.ts';
import type { Question } from '../../../shared/extraction/question.ts';
import { renderPrompt } from '../../../shared/extraction/render-prompt.ts';
import { processJob } from '../../../shared/steps/running/process-job.ts';
import type { ModelChoice } from '../../../shared/extraction/model-choice.ts';
import { modelChoice, titleAnalysis, titleQuestion } from '../../builders/analysis.ts';
import { budgetLimit, spending } from '../../builders/budget.ts';
import { askedWorld, runJob } from '../../builders/asked-world.ts';
import { queuedJob } from '../../builders/job.ts';
import { documentText, type WorkerWorld, workerWorld } from '../../builders/worker.ts';
import {
  modelAnswer,
  type ScriptedAnswer,
  ScriptedLanguageModel,
} from '../../fakes/scripted-language-model.ts';

const goodAnswer = modelAnswer({ text: '{"title":"Board minutes"}' });
const date = '2026-05-04';
const at = new Date(`${date}T08:00:00.000Z`);

const { cost, tokens } = estimateCost(
  {
    choice: modelChoice,
    prompt: renderPrompt(titleAnalysis, { text: documentText, position: null }),
    maxOutputTokens: modelChoice.maxOutputTokens,
  },
  at,
);
const unpriced: Question = {
  ...titleQuestion,
  choice: { ...modelChoice, model: 'a model of tomorrow' },
};
const estimate = cost?.amount ?? 'the price is known';

async function run(world: WorkerWorld, { jobId, attempt }: Job): Promise<void> {
  const now = world.clock.now();
  const invocation = { startedAt: now, endsAt: new Date(now.getTime() + 900_000) };
  const message = { version: 1, jobId, attempt } as const;
  await world.clock.passUntil(processJob(message, world, invocation));
}

function statusOf(world: WorkerWorld, { jobId }: Job): Job | undefined {
  return world.jobs.jobs.get(jobId);
}

/** Its worker dies when it has an answer; later the job is back in its queue. */
async function dieBeforeSettling(world: WorkerWorld, job: Job): Promise<void> {
  const settle = world.budgets.settle.bind(world.budgets);
  world.budgets.settle = () => Promise.reject(new Error('killed here'));
  world.results.failures.push(new Error('killed here'));
  await expect(run(world, job)).rejects.toThrow('killed here');
  world.budgets.settle = settle;
  await world.clock.advance(61_000);
  await run(world, job);
}

/** As budgets count it: in whole billionths. */
function paidBy(world: WorkerWorld, job: Job): string {
  return fromBillionths(toBillionths(statusOf(world, job)?.cost?.amount ?? 'not known'));
}

async function costsSoFar(world: WorkerWorld, scope = 'all'): Promise<[string, string]> {
  const day = await world.budgets.day(date, scope);
  return [fromBillionths(day.settledBillionths), fromBillionths(day.usedBillionths)];
}

describe('a job within a budget', () => {
  it('reserves what it may cost before its call, and counts what it did cost', async () => {
    const job = queuedJob();
    const reservedInCall: unknown[] = [];
    const world = workerWorld([job], async () => {
      reservedInCall.push(await costsSoFar(world), await costsSoFar(world, job.analysis));
      return goodAnswer;
    });
    await world.budgets.setLimit(budgetLimit({ amount: estimate }));
    await world.budgets.setLimit(budgetLimit({ scope: job.analysis, tokens }));

    await run(world, job);

    const paid = paidBy(world, job);
    expect(reservedInCall).toEqual([
      ['0.000000', estimate],
      ['0.000000', estimate],
    ]);
    expect(Number(paid)).toBeGreaterThan(0);
    expect(await costsSoFar(world)).toEqual([paid, paid]);
    expect(await world.budgets.day(date, job.analysis)).toMatchObject({
      usedTokens: 930,
      reservations: {},
    });
  });

  it('is held until midnight when its call does not fit, and nothing was asked or lost', async () => {
    const job = queuedJob();
    const world = workerWorld([job]);
    await world.budgets.setLimit(budgetLimit({ amount: '0.000001' }));

    await run(world, job);

    expect(statusOf(world, job)).toMatchObject({
      status: 'HELD',
      owner: null,
      heldReason: `budget all ${date}`,
      heldUntil: '2026-05-05T00:00:00.000Z',
      failedAttempts: 0,
      error: {
        code: 'BUDGET_EXCEEDED',
        message:
          `the budget "all" of ${date} has no room: of 0.000001 USD 0.000000 are spent, ` +
          `and this job may spend ${estimate}, more than a whole day may`,
      },
    });
    expect(world.claims.claims.size).toBe(0);
    expect(world.ledger.lines.size).toBe(0);
    expect(await costsSoFar(world)).toEqual(['0.000000', '0.000000']);
  });

  it('takes nothing of the budget over all where that of its analysis refuses it', async () => {
    const job = queuedJob();
    const world = workerWorld([job]);
    await world.budgets.setLimit(budgetLimit({ amount: '5' }));
    await world.budgets.setLimit(budgetLimit({ scope: job.analysis, tokens: 10 }));

    await run(world, job);

    expect(statusOf(world, job)?.heldReason).toBe(`budget title-only ${date}`);
    expect(await world.budgets.day(date, 'all')).toMatchObject({
      usedBillionths: 0,
      reservations: {},
    });
  });

  it('goes back to its queue for a moment when only running jobs are in the way', async () => {
    const job = queuedJob();
    const world = workerWorld([job]);
    const limit = budgetLimit({ amount: estimate });
    await world.budgets.setLimit(limit);
    const other = { date, scope: 'all', jobId: 'another job', owner: 'another worker' };
    await world.budgets.reserve(other, spending(1), limit);

    await run(world, job);

    expect(statusOf(world, job)).toMatchObject({
      status: 'QUEUED',
      attempt: 2,
      failedAttempts: 0,
      notBefore: '2026-05-04T08:00:15.000Z',
      error: { code: 'BUDGET_RESERVED' },
    });
  });

  it('needs no budget for an answer that is kept', async () => {
    const first = queuedJob();
    const second = queuedJob({
      jobId: 'ffff',
      document: { ...first.document, key: 'inbox/title-only/copy.txt' },
    });
    const world = workerWorld([first, second], goodAnswer);
    await run(world, first);
    await world.budgets.setLimit(budgetLimit({ amount: '0' }));

    await run(world, second);

    expect(statusOf(world, second)?.status).toBe('SUCCEEDED');
    expect(await costsSoFar(world)).toEqual(['0.000000', '0.000000']);
  });

  it.each([
    ['hold', 'HELD'],
    ['allow', 'SUCCEEDED'],
  ] as const)(
    'with an unknown price and the rule to %s it ends up %s',
    async (unknownPrice, status) => {
      const job = queuedJob();
      const world = { ...workerWorld([job], goodAnswer), findQuestion: async () => unpriced };
      await world.budgets.setLimit(budgetLimit({ amount: '5', unknownPrice }));

      await run(world, job);

      expect(statusOf(world, job)).toMatchObject(
        status === 'HELD' ? { status, error: { code: 'PRICE_UNKNOWN' } } : { status, error: null },
      );
    },
  );

  it('needs no known price where only tokens have a limit', async () => {
    const job = queuedJob();
    const world = { ...workerWorld([job], goodAnswer), findQuestion: async () => unpriced };
    await world.budgets.setLimit(budgetLimit({ tokens }));

    await run(world, job);

    expect(await world.budgets.day(date, 'all')).toMatchObject({
      settledTokens: 930,
      unpricedCalls: 1,
    });
  });

  it('gives everything back when the provider refused the call', async () => {
    const job = queuedJob();
    const busy = new ModelUnavailable('503', { retryAfterMs: 3_600_000 });
    const world = workerWorld([job], busy);
    await world.budgets.setLimit(budgetLimit({ amount: '5' }));

    await run(world, job);

    expect(statusOf(world, job)?.status).toBe('QUEUED');
    expect(await world.budgets.day(date, 'all')).toMatchObject({
      usedBillionths: 0,
      reservations: {},
    });
  });

  it('counts what it paid although the table is away for some seconds then', async () => {
    const job = queuedJob();
    const world = workerWorld([job], goodAnswer);
    await world.budgets.setLimit(budgetLimit({ amount: '5' }));
    const settle = world.budgets.settle.bind(world.budgets);
    const isBackAt = new Date(world.clock.now().getTime() + 5_000);
    world.budgets.settle = async (...settled) => {
      if (world.clock.now() < isBackAt) throw new Error('the table is away');
      return settle(...settled);
    };

    await run(world, job);

    const paid = paidBy(world, job);
    expect(await costsSoFar(world)).toEqual([paid, paid]);
    expect((await world.budgets.day(date, 'all')).reservations).toEqual({});
  });

  it('counts a call that was cut at what it may have cost', async () => {
    const job = queuedJob();
    const world = workerWorld([job], new ModelCallCut('cut'));
    await world.budgets.setLimit(budgetLimit({ amount: '5' }));

    await run(world, job);

    expect(await costsSoFar(world)).toEqual([estimate, estimate]);
  });

  it('counts once what a worker paid that died before it could tell', async () => {
    const job = queuedJob();
    const world = workerWorld([job], goodAnswer);
    await world.budgets.setLimit(budgetLimit({ amount: '5' }));
    await dieBeforeSettling(world, job);
    // Somebody else comes by and lets the reservation go.
    await world.budgets.setLimit(budgetLimit({ amount: estimate }));
    const other = { date, scope: 'all', jobId: 'another job', owner: 'another worker' };
    await world.budgets.reserve(other, spending(1), budgetLimit({ amount: estimate }));
    await world.budgets.settle(other, spending(0));

    await run(world, { ...job, attempt: 2 });

    const paid = paidBy(world, job);
    expect(world.model.requests).toHaveLength(1);
    expect(await costsSoFar(world)).toEqual([paid, paid]);
  });

  it('lets go what a worker had reserved that died, although its answer is kept', async () => {
    const job = queuedJob();
    const world = workerWorld([job], goodAnswer);
    await world.budgets.setLimit(budgetLimit({ amount: '5' }));
    await dieBeforeSettling(world, job);

    await run(world, { ...job, attempt: 2 });

    const paid = paidBy(world, job);
    expect(await costsSoFar(world)).toEqual([paid, paid]);
    expect((await world.budgets.day(date, 'all')).reservations).toEqual({});
  });

  it('lets go what a worker had reserved that died, although the job is cancelled then', async () => {
    const job = queuedJob();
    const world = workerWorld([job], goodAnswer);
    await world.budgets.setLimit(budgetLimit({ amount: '5' }));
    await dieBeforeSettling(world, job);
    const died = world.jobs.jobs.get(job.jobId) ?? job;
    world.jobs.jobs.set(job.jobId, { ...died, cancelRequested: true });

    await run(world, { ...job, attempt: 2 });

    expect(statusOf(world, job)?.status).toBe('CANCELLED');
    expect((await world.budgets.day(date, 'all')).reservations).toEqual({});
  });

  it('counts what a worker paid although two died one after the other', async () => {
    const job = queuedJob();
    const world = workerWorld([job], goodAnswer);
    for (const attempt of [1, 2]) await dieBeforeSettling(world, { ...job, attempt });
    await world.budgets.setLimit(budgetLimit({ amount: '5' }));

    await run(world, { ...job, attempt: 3 });

    const paid = paidBy(world, job);
    expect(world.model.requests).toHaveLength(1);
    expect(statusOf(world, job)).toMatchObject({ status: 'SUCCEEDED', unsettledSince: null });
    expect(await costsSoFar(world)).toEqual([paid, paid]);
  });

  it('keeps its reservation through a long call', async () => {
    const job = queuedJob();
    const limit = budgetLimit({ amount: estimate });
    const isReserved: boolean[] = [];
    const world = workerWorld([job], async () => {
      await world.clock.wait(150_000);
      const other = { date, scope: 'all', jobId: 'another job', owner: 'another worker' };
      isReserved.push(!(await world.budgets.reserve(other, spending(1), limit)));
      return goodAnswer;
    });
    await world.budgets.setLimit(limit);

    await run(world, job);

    expect(isReserved).toEqual([true]);
    expect(statusOf(world, job)?.status).toBe('SUCCEEDED');
  });
});

describe('a budget with room for one call', () => {
  const noCredit = new ModelAccountRefused('no credit');
  const fallback: ModelChoice = {
    ...modelChoice,
    providerIdentity: 'deepseek with another account',
  };

  function worldWithFallback(job: Job, ...script: readonly ScriptedAnswer[]): WorkerWorld {
    return { ...workerWorld([job], ...script), fallbacksOf: () => [fallback] };
  }

  it('has room for the next provider when the first refuses, who is paid nothing', async () => {
    const job = queuedJob();
    const world = worldWithFallback(job, noCredit, goodAnswer);
    await world.budgets.setLimit(budgetLimit({ amount: estimate }));

    await run(world, job);

    expect(statusOf(world, job)).toMatchObject({ status: 'SUCCEEDED', error: null });
  });

  it('has room for the parts of a text that was too much as a whole', async () => {
    const analysis = defineAnalysis({
      ...titleAnalysis,
      schema: z.object({ titles: z.array(z.string()) }),
      example: { titles: ['Board minutes'] },
      merge: { titles: 'concatenate' },
    });
    const text = 'We met and decided nothing.\n\n'.repeat(100);
    const answer = modelAnswer({ text: '{"titles":[]}' });
    const model = new ScriptedLanguageModel(new ModelContextExceeded('too long'), answer, answer);
    const world = askedWorld({ analysis, text, model });
    const oneCall = modelChoice.maxOutputTokens + 2_000;
    await world.budgets.setLimit(budgetLimit({ tokens: oneCall + 2_000 }));

    const result = await runJob(world);

    expect(result).toMatchObject({ status: 'SUCCEEDED', coverage: { complete: true } });
    expect(model.requests.length).toBeGreaterThan(2);
  });

  it('counts a call that got lost beside the one that follows it', async () => {
    const job = queuedJob();
    const world = workerWorld([job], new ModelCallCut('cut'), goodAnswer);
    await world.budgets.setLimit(budgetLimit({ amount: estimate }));
    await run(world, job);
    await world.clock.advance(60_000);

    await run(world, { ...job, attempt: 2 });

    expect(statusOf(world, job)).toMatchObject({ error: { code: 'BUDGET_EXCEEDED' } });
    expect(world.model.requests).toHaveLength(1);
  });
});

describe('a first provider whose price is not known, while it refuses', () => {
  it('does not keep a job from the next one, which has a price', async () => {
    const job = queuedJob();
    const world = {
      ...workerWorld([job], goodAnswer),
      findQuestion: async () => unpriced,
      fallbacksOf: () => [{ ...modelChoice, providerIdentity: 'another account' }],
    };
    await world.budgets.setLimit(budgetLimit({ amount: '5' }));
    const refused = new ModelAccountRefused('no credit');
    const breaker = breakerOf(refused, unpriced.choice, world.clock.now());
    if (breaker !== null) await world.breakers.open(breaker, world.clock.now());
    // Time to try: but a job that its budget holds is not the one that tries.
    await world.clock.advance(6 * 60_000);

    await run(world, job);

    expect(statusOf(world, job)).toMatchObject({ status: 'SUCCEEDED', error: null });
  });

  it('leaves the job to wait for the next one, which refuses too', async () => {
    const job = queuedJob();
    const second = { ...modelChoice, providerIdentity: 'another account' };
    const world = {
      ...workerWorld([job]),
      findQuestion: async () => unpriced,
      fallbacksOf: () => [second],
    };
    await world.budgets.setLimit(budgetLimit({ amount: '5' }));
    for (const choice of [unpriced.choice, second]) {
      const breaker = breakerOf(new ModelAccountRefused('no credit'), choice, world.clock.now());
      if (breaker !== null) await world.breakers.open(breaker, world.clock.now());
    }

    await run(world, job);

    expect(statusOf(world, job)).toMatchObject({
      status: 'HELD',
      error: { code: 'PROVIDER_REFUSES' },
      heldBy: ['another account'],
    });
  });

  it('is what the job waits for where nobody else can be asked', async () => {
    const job = queuedJob();
    const world = { ...workerWorld([job]), findQuestion: async () => unpriced };
    await world.budgets.setLimit(budgetLimit({ amount: '5' }));
    const refused = new ModelAccountRefused('no credit');
    const breaker = breakerOf(refused, unpriced.choice, world.clock.now());
    if (breaker !== null) await world.breakers.open(breaker, world.clock.now());

    await run(world, job);

    expect(statusOf(world, job)).toMatchObject({
      status: 'HELD',
      error: { code: 'PRICE_UNKNOWN' },
    });
  });
});

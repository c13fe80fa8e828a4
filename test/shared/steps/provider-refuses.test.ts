import { describe, expect, it } from 'vitest';
import { ModelAccountRefused, ModelNotFound } from '../../../shared/failure/model-errors.ts';
import type { Job } from '../../../shared/job/job.ts';
import { keepJobs } from '../../../shared/steps/keeping/keep-jobs.ts';
import { processJob } from '../../../shared/steps/running/process-job.ts';
import { breakerOf } from '../../../shared/extraction/breaker.ts';
import type { ModelChoice } from '../../../shared/extraction/model-choice.ts';
import { modelChoice, titleQuestion } from '../../builders/analysis.ts';
import { queuedJob } from '../../builders/job.ts';
import { type WorkerWorld, workerWorld } from '../../builders/worker.ts';
import { MemoryBatchTable } from '../../fakes/memory-batch-table.ts';
import { modelAnswer, type ScriptedAnswer } from '../../fakes/scripted-language-model.ts';

const goodAnswer = modelAnswer({ text: '{"title":"Board minutes"}' });
const noCredit = new ModelAccountRefused('the account has no credit left (HTTP 402); top it up');
const forbidden = new ModelAccountRefused('the account may not do this (HTTP 403)', {
  status: 403,
  mayBeOfRequest: true,
});
const minuteMs = 60_000;

/** Jobs whose documents differ, so that each has to be paid for. */
function fiveJobs(...script: readonly ScriptedAnswer[]): {
  readonly world: WorkerWorld;
  readonly ids: readonly string[];
} {
  const jobs = ['a', 'b', 'c', 'd', 'e'].map((letter) => {
    const { document } = queuedJob();
    const key = `inbox/title-only/${letter}.txt`;
    return queuedJob({ jobId: letter.repeat(32), document: { ...document, key } });
  });
  const world = workerWorld(jobs, ...script);
  for (const { document } of jobs) {
    world.documents.documents.set(document.key, new TextEncoder().encode(document.key));
  }
  return { world, ids: jobs.map(({ jobId }) => jobId) };
}

function job(world: WorkerWorld, jobId: string): Job {
  const found = world.jobs.jobs.get(jobId);
  if (found === undefined) throw new Error(`there is no job ${jobId}`);
  return found;
}

/** Runs every job that has a message, one after the other. */
async function runQueued(world: WorkerWorld, ids: readonly string[]): Promise<void> {
  for (const jobId of ids) {
    if (job(world, jobId).status === 'QUEUED') await deliver(world, jobId);
  }
}

async function deliver(world: WorkerWorld, jobId: string): Promise<void> {
  const { attempt } = job(world, jobId);
  const now = world.clock.now();
  const invocation = { startedAt: now, endsAt: new Date(now.getTime() + 15 * minuteMs) };
  await world.clock.passUntil(processJob({ version: 1, jobId, attempt }, world, invocation));
}

/** Runs a job until its worker dies, and has it queued again. */
async function dieOn(world: WorkerWorld, jobId: string): Promise<void> {
  await expect(runQueued(world, [jobId])).rejects.toThrow('killed here');
  await world.clock.advance(minuteMs + 1_000);
  await deliver(world, jobId);
}

async function closeAllBreakers({ breakers, clock }: WorkerWorld): Promise<void> {
  for (const breaker of await breakers.listOpen())
    await breakers.close(breaker, clock.now(), 'operator');
}

/** As if the provider had forbidden a call of the job and answered another job since. */
async function forbidAlone(world: WorkerWorld, jobId: string, provider: string): Promise<void> {
  const at = world.clock.now().toISOString();
  const { forbiddenBy, ...rest } = job(world, jobId);
  world.jobs.jobs.set(jobId, { ...rest, forbiddenBy: { ...forbiddenBy, [provider]: at } });
  const choice = { ...modelChoice, providerIdentity: provider };
  const breaker = breakerOf(forbidden, choice, world.clock.now());
  if (breaker === null) throw new Error('no breaker opens');
  await world.breakers.open(breaker, world.clock.now());
  await world.clock.advance(1_000);
  await world.breakers.close(breaker, world.clock.now(), 'answer');
  await world.clock.advance(1_000);
}

function keep(world: WorkerWorld): Promise<number> {
  return keepJobs({ ...world, batches: new MemoryBatchTable(), stepJobs: 100 });
}

function statuses(world: WorkerWorld): string[] {
  return [...world.jobs.jobs.values()].map(({ status }) => status);
}

describe('a provider that refuses the account', () => {
  it('is asked once; every job is held with the reason, and none is the worse for it', async () => {
    const { world, ids } = fiveJobs(noCredit);

    await runQueued(world, ids);

    expect(world.model.requests).toHaveLength(1);
    expect(statuses(world)).toEqual(['HELD', 'HELD', 'HELD', 'HELD', 'HELD']);
    for (const jobId of ids) {
      expect(job(world, jobId)).toMatchObject({
        attempt: 1,
        failedAttempts: 0,
        owner: null,
        heldUntil: null,
        heldBy: ['deepseek'],
        heldReason: expect.stringContaining('deepseek refuses calls since'),
        error: { code: 'PROVIDER_REFUSES', message: expect.stringContaining('top it up') },
        cost: { amount: '0.000000' },
      });
    }
    expect(world.results.results.size).toBe(0);
    expect([...world.ledger.lines.values()]).toMatchObject([{ call: 1, outcome: 'unbilled' }]);
  });

  it('gets all of them when the breaker is closed, and nothing is paid twice', async () => {
    const { world, ids } = fiveJobs(noCredit, ...Array.from({ length: 5 }, () => goodAnswer));
    await runQueued(world, ids);
    const [breaker] = await world.breakers.listOpen();
    if (breaker === undefined) throw new Error('no breaker is open');
    await world.breakers.close(breaker, world.clock.now(), 'operator');

    expect(await keep(world)).toBe(5);
    await runQueued(world, ids);

    expect(new Set(statuses(world))).toEqual(new Set(['SUCCEEDED']));
    expect(world.exchanges.exchanges.size).toBe(5);
    expect([...world.ledger.lines.values()].map(({ outcome }) => outcome).toSorted()).toEqual([
      'unbilled',
      ...Array.from({ length: 5 }, () => 'used'),
    ]);
  });

  it('gets one job after five minutes, whose answer lets the others go on', async () => {
    const { world, ids } = fiveJobs(noCredit, ...Array.from({ length: 5 }, () => goodAnswer));
    await runQueued(world, ids);
    expect(await keep(world)).toBe(0);

    await world.clock.advance(5 * minuteMs);
    expect(await keep(world)).toBe(1);
    await runQueued(world, ids);
    expect(statuses(world).filter((status) => status === 'SUCCEEDED')).toHaveLength(1);

    expect(await keep(world)).toBe(4);
    await runQueued(world, ids);
    expect(new Set(statuses(world))).toEqual(new Set(['SUCCEEDED']));
  });

  it('that refuses the one too gets the next later still', async () => {
    const { world, ids } = fiveJobs(noCredit, noCredit, noCredit);
    await runQueued(world, ids);

    const triedAfterMinutes = [];
    for (let minute = 1; minute <= 20; minute += 1) {
      await world.clock.advance(minuteMs);
      if ((await keep(world)) > 0) triedAfterMinutes.push(minute);
      await runQueued(world, ids);
    }

    expect(triedAfterMinutes).toEqual([5, 15]);
    expect(world.model.requests).toHaveLength(3);
    expect(new Set(statuses(world))).toEqual(new Set(['HELD']));
  });

  it('still gives what it has answered before: kept answers are not held', async () => {
    const { world, ids } = fiveJobs(goodAnswer, noCredit);
    const [first = '', second = ''] = ids;
    await runQueued(world, [first]);
    const copy = queuedJob({ jobId: 'f'.repeat(32), document: job(world, first).document });
    world.jobs.jobs.set(copy.jobId, copy);

    await runQueued(world, [second, copy.jobId]);

    expect(job(world, second).status).toBe('HELD');
    expect(job(world, copy.jobId).status).toBe('SUCCEEDED');
  });

  it('is not called again for calls that began before somebody repaired it', async () => {
    const { world, ids } = fiveJobs(async () => {
      await world.clock.wait(1_000);
      throw noCredit;
    });
    const repaired = {
      scope: 'deepseek',
      open: false,
      code: 'MODEL_ACCOUNT_REFUSED',
      problem: 'no credit',
      openedAt: '2026-05-04T07:00:00.000Z',
      closedAt: '2026-05-04T08:00:00.500Z',
      answeredAt: null,
      probeAt: '2026-05-04T07:05:00.000Z',
      probes: 0,
      probedBy: null,
    };
    world.breakers.breakers.set('deepseek', repaired);

    await runQueued(world, ids.slice(0, 1));

    expect(await world.breakers.listOpen()).toEqual([]);
    expect(job(world, ids[0] ?? '').status).toBe('HELD');
    expect(await keep(world)).toBe(1);
  });
});

describe('a filter that forbids one document', () => {
  it('holds up the others once: the next try is another job, and the document fails by its name', async () => {
    const { world, ids } = fiveJobs(forbidden, goodAnswer, forbidden, goodAnswer);
    const [poison = '', other = '', third = ''] = ids;
    await runQueued(world, [poison, other]);
    expect(statuses(world).slice(0, 2)).toEqual(['HELD', 'HELD']);

    await world.clock.advance(5 * minuteMs);
    await keep(world);
    await runQueued(world, [poison, other]);
    expect(job(world, other).status).toBe('SUCCEEDED');
    expect(await keep(world)).toBe(1);
    await runQueued(world, [poison, third]);

    expect(world.results.results.get(poison)).toMatchObject({
      status: 'FAILED',
      error: { code: 'MODEL_REQUEST_FORBIDDEN', retryable: false },
      cost: { amount: '0.000000' },
    });
    expect(job(world, third).status).toBe('SUCCEEDED');
    expect(await world.breakers.listOpen()).toEqual([]);
  });

  it('is not told from an account that may do nothing: all are held and each tries in its turn', async () => {
    const { world, ids } = fiveJobs(...Array.from({ length: 20 }, () => forbidden));
    await runQueued(world, ids);

    const tries: (string | null)[] = [];
    for (let minute = 0; minute < 12 * 60; minute += 1) {
      await world.clock.advance(minuteMs);
      if ((await keep(world)) === 0) continue;
      await runQueued(world, ids);
      tries.push((await world.breakers.get('deepseek'))?.probedBy ?? null);
    }

    expect(tries.length).toBeGreaterThan(10);
    expect(tries.slice(0, 10)).toEqual([...ids.slice(1), ...ids, ids[0]]);
    expect(new Set(statuses(world))).toEqual(new Set(['HELD']));
  });

  it('is not told either where a person alone said that the provider takes calls', async () => {
    const { world, ids } = fiveJobs(forbidden, forbidden);
    const [first = ''] = ids;
    await runQueued(world, [first]);
    await world.clock.advance(minuteMs);
    await closeAllBreakers(world);
    await keep(world);
    await world.clock.advance(1_000);

    await runQueued(world, [first]);

    expect(world.model.requests).toHaveLength(2);
    expect(job(world, first).status).toBe('HELD');
    expect(await world.breakers.listOpen()).toHaveLength(1);
  });

  it('is not told where the account was refused again since the answer, but at the next answer', async () => {
    const script = [forbidden, goodAnswer, forbidden, forbidden, goodAnswer, forbidden];
    const { world, ids } = fiveJobs(...script);
    const [first = '', second = '', third = ''] = ids;
    await runQueued(world, [first, second]);
    await world.clock.advance(5 * minuteMs);
    await keep(world);
    await runQueued(world, [second]);
    await world.clock.advance(1_000);
    await runQueued(world, [third]);

    await world.clock.advance(5 * minuteMs);
    await keep(world);
    await runQueued(world, [first]);
    expect(world.model.requests).toHaveLength(4);
    expect(job(world, first).status).toBe('HELD');

    await world.clock.advance(10 * minuteMs);
    await keep(world);
    await runQueued(world, [third]);
    await keep(world);
    await runQueued(world, [first]);
    expect(job(world, third).status).toBe('SUCCEEDED');
    expect(job(world, first)).toMatchObject({
      status: 'FAILED',
      error: { code: 'MODEL_REQUEST_FORBIDDEN' },
    });
  });

  it('is not told from credit that ran out again before the job came to be tried', async () => {
    const { world, ids } = fiveJobs(forbidden, goodAnswer, noCredit);
    const [first = '', second = ''] = ids;
    await runQueued(world, [first, second]);
    await world.clock.advance(5 * minuteMs);
    await keep(world);
    await runQueued(world, [second]);
    await keep(world);

    await runQueued(world, [first]);

    expect(world.model.requests).toHaveLength(3);
    expect(job(world, first).status).toBe('HELD');
  });
});

describe('a table that does not answer', () => {
  it('loses no answer that was paid for while the breaker should be closed', async () => {
    const { world, ids } = fiveJobs(noCredit, goodAnswer);
    const [first = ''] = ids;
    await runQueued(world, [first]);
    world.breakers.close = async () => {
      throw new Error('no answer from the table');
    };

    await world.clock.advance(5 * minuteMs);
    await keep(world);
    await runQueued(world, [first]);

    expect(job(world, first).status).toBe('SUCCEEDED');
  });

  it('holds the job whose call was refused all the same', async () => {
    const { world, ids } = fiveJobs(noCredit);
    const [first = ''] = ids;
    world.breakers.open = async () => {
      throw new Error('no answer from the table');
    };

    await runQueued(world, [first]);

    expect(job(world, first).status).toBe('HELD');
    expect(await keep(world)).toBe(1);
  });
});

describe('a fallback', () => {
  const fallback: ModelChoice = {
    ...modelChoice,
    provider: 'openrouter',
    providerIdentity: 'openrouter',
    model: 'some-model',
  };

  it('is asked while the first provider refuses, and the result says so', async () => {
    const { world, ids } = fiveJobs(noCredit, ...Array.from({ length: 5 }, () => goodAnswer));
    const withFallback = { ...world, fallbacksOf: () => [fallback] };

    await runQueued(withFallback, ids);

    expect(statuses(world)).toEqual(Array.from({ length: 5 }, () => 'SUCCEEDED'));
    expect(world.model.requests.map(({ choice }) => choice.provider)).toEqual([
      'deepseek',
      ...Array.from({ length: 5 }, () => 'openrouter'),
    ]);
    expect(world.results.results.get(ids[4] ?? '')).toMatchObject({
      revision: titleQuestion.revision,
      model: { provider: 'openrouter', requested: 'some-model' },
      warnings: ['openrouter was asked, as deepseek refused calls'],
    });
  });

  it('is asked what the first provider forbids of one job alone', async () => {
    const { world, ids } = fiveJobs(forbidden, goodAnswer);
    const [id = ''] = ids;
    await forbidAlone(world, id, 'deepseek');

    await runQueued({ ...world, fallbacksOf: () => [fallback] }, [id]);

    expect(world.results.results.get(id)).toMatchObject({
      status: 'SUCCEEDED',
      warnings: ['openrouter was asked, as deepseek refused calls'],
    });
    expect(await world.breakers.listOpen()).toEqual([]);
  });

  it('is waited for where it refuses all calls and the first provider those of one job', async () => {
    const { world, ids } = fiveJobs(forbidden, noCredit);
    const [id = ''] = ids;
    await forbidAlone(world, id, 'deepseek');

    await runQueued({ ...world, fallbacksOf: () => [fallback] }, [id]);

    expect(job(world, id)).toMatchObject({ status: 'HELD', heldBy: ['openrouter'] });
  });

  it('that forbids the calls of one job as the first does lets it fail', async () => {
    const { world, ids } = fiveJobs(forbidden, forbidden);
    const [id = ''] = ids;
    await forbidAlone(world, id, 'deepseek');
    await forbidAlone(world, id, 'openrouter');

    await runQueued({ ...world, fallbacksOf: () => [fallback] }, [id]);

    expect(world.model.requests).toHaveLength(2);
    expect(job(world, id)).toMatchObject({
      status: 'FAILED',
      error: { code: 'MODEL_REQUEST_FORBIDDEN' },
    });
  });

  it('is not asked what the first provider has answered already', async () => {
    const { world, ids } = fiveJobs(goodAnswer, noCredit, goodAnswer);
    const withFallback = { ...world, fallbacksOf: () => [fallback] };
    const [first = '', second = ''] = ids;
    await runQueued(withFallback, [first, second]);
    const copy = queuedJob({ jobId: 'f'.repeat(32), document: job(world, first).document });
    world.jobs.jobs.set(copy.jobId, copy);

    await runQueued(withFallback, [copy.jobId]);

    expect(world.model.requests).toHaveLength(3);
    expect(world.results.results.get(copy.jobId)).toMatchObject({
      model: { provider: 'deepseek' },
      usage: { paidExchanges: 0, replayedExchanges: 1 },
      warnings: [],
    });
  });

  it('leaves the calls of the first provider that got lost in the books of every attempt', async () => {
    const died = new Error('killed here');
    const { world, ids } = fiveJobs(died, noCredit, goodAnswer);
    const withFallback = { ...world, fallbacksOf: () => [fallback] };
    const [id = ''] = ids;
    world.results.failures.push(died);

    await dieOn(withFallback, id);
    await dieOn(withFallback, id);
    await runQueued(withFallback, [id]);

    expect(world.model.requests).toHaveLength(3);
    expect(world.results.results.get(id)).toMatchObject({
      status: 'SUCCEEDED',
      model: { provider: 'openrouter' },
      warnings: [
        expect.stringContaining("1 of the job's calls"),
        'openrouter was asked, as deepseek refused calls',
      ],
    });
  });

  it('counts where it lost a call, also when the first provider answers then', async () => {
    const died = new Error('killed here');
    const { world, ids } = fiveJobs(noCredit, died, goodAnswer);
    const withFallback = { ...world, fallbacksOf: () => [fallback] };
    const [id = ''] = ids;

    await dieOn(withFallback, id);
    await closeAllBreakers(world);
    await runQueued(withFallback, [id]);

    expect(world.results.results.get(id)).toMatchObject({
      model: { provider: 'deepseek' },
      cost: null,
    });
  });

  it('keeps the answer that the job paid it for, also when the first has one by now', async () => {
    const { world, ids } = fiveJobs(noCredit, goodAnswer, goodAnswer);
    const withFallback = { ...world, fallbacksOf: () => [fallback] };
    const [id = ''] = ids;
    world.results.failures.push(new Error('killed here'));
    await dieOn(withFallback, id);
    const copy = queuedJob({ jobId: 'f'.repeat(32), document: job(world, id).document });
    world.jobs.jobs.set(copy.jobId, copy);
    await closeAllBreakers(world);
    await runQueued(world, [copy.jobId]);

    await runQueued(withFallback, [id]);

    expect(world.results.results.get(copy.jobId)).toMatchObject({
      model: { provider: 'deepseek' },
    });
    expect(world.results.results.get(id)).toMatchObject({
      model: { provider: 'openrouter' },
      usage: { paidExchanges: 1, replayedExchanges: 0 },
    });
  });

  it('gets the room that its own speed fills in the time that is left', async () => {
    const { world, ids } = fiveJobs(noCredit, goodAnswer);
    const slow = { ...fallback, slowTokensPerSecond: 5 };

    await runQueued({ ...world, fallbacksOf: () => [slow] }, ids.slice(0, 1));

    const secondsLeft = 15 * 60 - 45;
    expect(world.model.requests.map(({ maxOutputTokens }) => maxOutputTokens)).toEqual([
      modelChoice.maxOutputTokens,
      5 * secondsLeft,
    ]);
  });

  it('does not think either after thinking has eaten its answer', async () => {
    const direct = { model: 'a-direct-model', structuredOutputs: [], maxOutputTokens: 8_000 };
    const thinking = {
      ...fallback,
      thinking: true,
      direct: { ...direct, structuredOutputs: fallback.structuredOutputs },
    };
    const eaten = modelAnswer({ text: '', reasoning: 'I wonder', finishReason: 'length' });
    const { world, ids } = fiveJobs(noCredit, eaten, goodAnswer);

    await runQueued({ ...world, fallbacksOf: () => [thinking] }, ids.slice(0, 1));

    expect(world.model.requests.map(({ choice }) => [choice.model, choice.thinking])).toEqual([
      ['deepseek-flash', false],
      ['some-model', true],
      ['a-direct-model', false],
    ]);
    expect(world.results.results.get(ids[0] ?? '')).toMatchObject({
      status: 'SUCCEEDED',
      warnings: ['openrouter was asked, as deepseek refused calls'],
    });
  });

  it('is held to JSON by less after its answer came back blank', async () => {
    const strict: ModelChoice = { ...fallback, structuredOutputs: ['json_schema', 'text'] };
    const blank = modelAnswer({ text: '  ', structuredOutput: 'json_schema' });
    const { world, ids } = fiveJobs(noCredit, blank, goodAnswer);

    await runQueued({ ...world, fallbacksOf: () => [strict] }, ids.slice(0, 1));

    expect(world.model.requests.map(({ choice }) => choice.structuredOutputs)).toEqual([
      ['json_object'],
      ['json_schema', 'text'],
      ['text'],
    ]);
  });

  it('that refuses too leaves the job held until one of them answers', async () => {
    const { world, ids } = fiveJobs(noCredit, noCredit);
    const withFallback = { ...world, fallbacksOf: () => [fallback] };

    await runQueued(withFallback, ids);

    expect(world.model.requests).toHaveLength(2);
    expect(statuses(world)).toEqual(Array.from({ length: 5 }, () => 'HELD'));
    expect(job(world, ids[4] ?? '').heldBy).toEqual(['deepseek', fallback.providerIdentity]);
    expect(await world.breakers.listOpen()).toHaveLength(2);
  });

  it('is tried when its time comes, whatever the first one does', async () => {
    const { world, ids } = fiveJobs(noCredit, noCredit, noCredit, goodAnswer, goodAnswer);
    const withFallback = { ...world, fallbacksOf: () => [fallback] };
    await runQueued(withFallback, ids);

    await world.clock.advance(5 * minuteMs);
    expect(await keep(world)).toBe(2);
    await runQueued(withFallback, ids);

    expect(world.model.requests.slice(2).map(({ choice }) => choice.provider)).toEqual([
      'deepseek',
      fallback.provider,
      fallback.provider,
    ]);
    expect(statuses(world).filter((status) => status === 'SUCCEEDED')).toHaveLength(2);
    expect(await keep(world)).toBe(3);
  });

  it('and is in order again before the first gets all the jobs', async () => {
    const answers = Array.from({ length: 5 }, () => goodAnswer);
    const { world, ids } = fiveJobs(noCredit, noCredit, ...answers);
    const withFallback = { ...world, fallbacksOf: () => [fallback] };
    await runQueued(withFallback, ids);
    const second = await world.breakers.get(fallback.providerIdentity);
    if (second === undefined) throw new Error('the breaker of the second provider is missing');
    await world.breakers.close(second, world.clock.now(), 'operator');

    expect(await keep(world)).toBe(5);
    await runQueued(withFallback, ids);

    expect(new Set(statuses(world))).toEqual(new Set(['SUCCEEDED']));
    expect(world.model.requests.slice(2).map(({ choice }) => choice.provider)).toEqual(
      ids.map(() => fallback.provider),
    );
  });
});

describe('a server that refuses to say which models it has', () => {
  it('holds the job and asks again after five minutes', async () => {
    const { world, ids } = fiveJobs();
    const refusing: WorkerWorld = {
      ...world,
      findQuestion: async () => {
        throw noCredit;
      },
    };

    await runQueued(refusing, ids.slice(0, 1));

    expect(job(world, ids[0] ?? '')).toMatchObject({
      status: 'HELD',
      heldUntil: '2026-05-04T08:05:00.000Z',
      heldBy: [],
      error: { code: 'MODEL_ACCOUNT_REFUSED' },
    });
  });
});

describe('a model that the provider does not have', () => {
  it('holds the jobs that ask for it, and says which models there are', async () => {
    const notFound = new ModelNotFound('the server has no model "x"; set SLUICE_MODEL to one of y');
    const { world, ids } = fiveJobs(notFound);

    await runQueued(world, ids);

    expect(world.model.requests).toHaveLength(1);
    expect(job(world, ids[0] ?? '')).toMatchObject({
      status: 'HELD',
      heldBy: ['deepseek#deepseek-flash'],
      error: { message: expect.stringContaining('set SLUICE_MODEL to one of y') },
    });
  });
});

describe('a refusal after which a deployment asks elsewhere', () => {
  it.each([
    ['model', { ...modelChoice, model: 'deepseek-pro' }, new ModelNotFound('no such model')],
    ['provider', { ...modelChoice, providerIdentity: 'openrouter' }, noCredit],
  ])(
    'holds no job any more once one has been tried with the other %s',
    async (_what, choice, refusal) => {
      const { world, ids } = fiveJobs(refusal, ...Array.from({ length: 5 }, () => goodAnswer));
      await runQueued(world, ids);
      const question = { ...titleQuestion, choice, revision: 'deployed' };
      const deployed: WorkerWorld = { ...world, findQuestion: async () => question };

      await world.clock.advance(5 * minuteMs);
      expect(await keep(world)).toBe(1);
      await runQueued(deployed, ids);
      expect(await keep(world)).toBe(4);
      await runQueued(deployed, [...world.jobs.jobs.keys()]);
      await runQueued(deployed, [...world.jobs.jobs.keys()]);

      expect(await world.breakers.listOpen()).toEqual([]);
      expect(statuses(world).toSorted()).toEqual([
        ...ids.map(() => 'CANCELLED'),
        ...ids.map(() => 'SUCCEEDED'),
      ]);
    },
  );

  it('was not answered by that: it holds a job that it meets again after a rollback, and fails none', async () => {
    const { world, ids } = fiveJobs(forbidden, forbidden);
    const [first = '', second = ''] = ids;
    await runQueued(world, [first, second]);
    const choice = { ...modelChoice, providerIdentity: 'openrouter' };
    const question = { ...titleQuestion, choice, revision: 'deployed' };
    await world.clock.advance(5 * minuteMs);
    await keep(world);
    await runQueued({ ...world, findQuestion: async () => question }, [second]);
    expect(await world.breakers.listOpen()).toEqual([]);
    await world.clock.advance(minuteMs);

    await keep(world);
    await runQueued(world, [first]);

    expect(world.model.requests).toHaveLength(2);
    expect(job(world, first).status).toBe('HELD');
  });

  it('holds as before where the model is still asked without thinking, or the provider as a fallback', async () => {
    const { world, ids } = fiveJobs(goodAnswer);
    const now = world.clock.now();
    const direct = { ...modelChoice, model: 'direct' };
    const fallback = { ...modelChoice, providerIdentity: 'openrouter' };
    const breakers = [
      breakerOf(new ModelNotFound('no such model'), direct, now),
      breakerOf(noCredit, fallback, now),
    ].filter((breaker) => breaker !== null);
    for (const breaker of breakers) await world.breakers.open(breaker, now);
    const question = { ...titleQuestion, choice: { ...modelChoice, direct } };
    const deployed: WorkerWorld = {
      ...world,
      findQuestion: async () => question,
      fallbacksOf: () => [fallback],
    };
    const first = job(world, ids[0] ?? '');
    const heldBy = breakers.map(({ scope }) => scope);
    world.jobs.jobs.set(first.jobId, { ...first, heldBy });

    await runQueued(deployed, [first.jobId]);

    expect(job(world, first.jobId)).toMatchObject({ status: 'SUCCEEDED', heldBy: [] });
    expect(await world.breakers.listOpen()).toHaveLength(2);
  });
});

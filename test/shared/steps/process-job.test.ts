import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { quote } from '../../../shared/analysis/quote.ts';
import {
  ModelCallCut,
  ModelRequestRejected,
  ModelThrottled,
  ModelUnavailable,
} from '../../../shared/failure/model-errors.ts';
import type { Job } from '../../../shared/job/job.ts';
import { resultEnvelopeSchema } from '../../../shared/job/result-envelope.ts';
import { processJob } from '../../../shared/steps/running/process-job.ts';
import { modelChoice, titleQuestion } from '../../builders/analysis.ts';
import { queuedJob } from '../../builders/job.ts';
import { during, serviceError } from '../../builders/service-outage.ts';
import { documentText, type WorkerWorld, workerWorld } from '../../builders/worker.ts';
import { silentLog } from '../../fakes/memory-stores.ts';
import { modelAnswer } from '../../fakes/scripted-language-model.ts';

const hourMs = 3_600_000;
const goodAnswer = modelAnswer({ text: '{"title":"Board minutes"}' });
const fifteenMinutes = 900_000;

async function run(world: WorkerWorld, job: Job, attempt = job.attempt): Promise<void> {
  const now = world.clock.now();
  const invocation = { startedAt: now, endsAt: new Date(now.getTime() + fifteenMinutes) };
  const message = { version: 1, jobId: job.jobId, attempt } as const;
  await world.clock.passUntil(processJob(message, world, invocation));
}

/** As often as one invocation asks. */
function throttledFiveTimes(): readonly Error[] {
  return [1, 2, 3, 4, 5].map(() => new ModelThrottled('slow down'));
}

describe('processing a job', () => {
  it('stores the output, what it rests on and what it cost', async () => {
    const job = queuedJob();
    const world = workerWorld([job], goodAnswer);

    await run(world, job);

    const result = world.results.results.get(job.jobId);
    expect(result).toMatchObject({
      status: 'SUCCEEDED',
      output: { title: 'Board minutes' },
      coverage: { complete: true, characters: documentText.length, covered: documentText.length },
      grounding: null,
      usage: { promptTokens: 900, reasoningTokens: null, exchanges: 1, paidExchanges: 1 },
      model: { provider: 'deepseek', requested: 'deepseek-flash', served: 'served-model' },
      attempts: 1,
      error: null,
    });
    expect(world.jobs.jobs.get(job.jobId)).toMatchObject({ status: 'SUCCEEDED', owner: null });
    expect([...world.ledger.lines.values()]).toMatchObject([{ outcome: 'used', jobId: job.jobId }]);
  });

  it('looks up the quotes of the output in the document, and warns of those that are not there', async () => {
    const job = queuedJob();
    const analysis = {
      ...titleQuestion.analysis,
      schema: z.object({ title: quote(), reason: quote() }),
    };
    const text = JSON.stringify({ title: documentText, reason: 'nobody said this' });
    const world = {
      ...workerWorld([job], modelAnswer({ text }), modelAnswer({ text: '{"quotes":[]}' })),
      findQuestion: async () => ({ ...titleQuestion, analysis }),
    };

    await run(world, job);

    const result = world.results.results.get(job.jobId);
    expect(result).toMatchObject({
      status: 'SUCCEEDED',
      grounding: {
        verified: 1,
        unverified: 1,
        quotes: [
          { path: '/title', verified: true, start: 0, end: documentText.trimEnd().length },
          { path: '/reason', verified: false, start: null },
        ],
      },
      warnings: ['1 of 2 quotes is not in the document as the model gave it'],
    });
    expect(resultEnvelopeSchema.parse(result)).toEqual(result);
  });

  it('does not look up quotes of an answer that became no output', async () => {
    const job = queuedJob();
    const analysis = { ...titleQuestion.analysis, schema: z.object({ title: quote() }) };
    const offSchema = modelAnswer({ text: '{"title":7}' });
    const world = {
      ...workerWorld([job], offSchema, offSchema),
      findQuestion: async () => ({ ...titleQuestion, analysis }),
    };

    await run(world, job);

    expect(world.results.results.get(job.jobId)).toMatchObject({
      status: 'FAILED',
      grounding: null,
      warnings: [],
    });
  });

  it('pays once when the worker dies after the answer was kept and before the result was', async () => {
    const job = queuedJob();
    const world = workerWorld([job], goodAnswer);
    world.results.failures.push(new Error('killed here'));

    await expect(run(world, job)).rejects.toThrow('killed here');
    await world.clock.advance(61_000);
    await run(world, job);
    await run(world, job, 2);

    expect(world.model.requests).toHaveLength(1);
    expect(world.results.results.get(job.jobId)).toMatchObject({
      status: 'SUCCEEDED',
      usage: { promptTokens: 900, paidExchanges: 1, replayedExchanges: 0 },
    });
    expect(world.ledger.lines.size).toBe(1);
  });

  it('does nothing for the five copies of a message whose job is running or done', async () => {
    const job = queuedJob();
    const world = workerWorld([job], async () => {
      await Promise.all([1, 2, 3].map(() => run(world, job)));
      return goodAnswer;
    });

    await run(world, job);
    await run(world, job);
    await run(world, job, 2);

    expect(world.model.requests).toHaveLength(1);
    expect(world.results.results.get(job.jobId)?.status).toBe('SUCCEEDED');
  });

  it('lets two uploads of the same text share one paid answer', async () => {
    const first = queuedJob();
    const second = queuedJob({
      jobId: 'f'.repeat(32),
      document: { ...first.document, key: 'inbox/title-only/copy.txt' },
    });
    const world = workerWorld([first, second], goodAnswer);

    await Promise.all([run(world, first), run(world, second)]);

    const usages = [first, second].map(({ jobId }) => world.results.results.get(jobId)?.usage);
    expect(world.model.requests).toHaveLength(1);
    expect(new Set(usages.map((usage) => usage?.paidExchanges))).toEqual(new Set([0, 1]));
    expect(new Set(usages.map((usage) => usage?.replayedExchanges))).toEqual(new Set([0, 1]));
    expect(world.ledger.lines.size).toBe(1);
  });

  it('keeps the price of an answer that does not fit the schema', async () => {
    const job = queuedJob();
    const offSchema = modelAnswer({ text: '{"heading":"Board minutes"}' });
    const world = workerWorld([job], offSchema, offSchema);

    await run(world, job);

    const result = world.results.results.get(job.jobId);
    expect(result).toMatchObject({
      status: 'FAILED',
      output: null,
      coverage: { complete: false, covered: 0 },
      error: { code: 'ANSWER_OFF_SCHEMA' },
      usage: { promptTokens: 1_800, paidExchanges: 2 },
    });
    expect(result?.cost?.wasted).toBe(result?.cost?.amount);
    const outcomes = [...world.ledger.lines.values()].map(({ outcome }) => outcome);
    expect(outcomes).toEqual(['wasted', 'wasted']);
  });

  it('goes back to its queue when the provider throttles, for as long as the provider asks and by chance a little longer', async () => {
    const job = queuedJob();
    const world = workerWorld([job], new ModelThrottled('slow down', { retryAfterMs: 3_600_000 }));

    await run(world, job);

    expect(world.jobs.jobs.get(job.jobId)).toMatchObject({ status: 'QUEUED', attempt: 2 });
    expect(world.queue.sent).toMatchObject([{ delayMs: 3_630_000, message: { attempt: 2 } }]);
    expect(world.results.results.size).toBe(0);
    expect([...world.ledger.lines.values()]).toMatchObject([
      { outcome: 'unbilled', cost: { amount: '0.000000' }, usage: { promptTokens: 0 } },
    ]);
  });

  it.each([
    { asks: 'for more than a day', retryAfterMs: 1_795_000_000_000, waited: 0, left: 24 },
    { asks: 'for more than any date', retryAfterMs: 1e18, waited: 0, left: 24 },
    { asks: 'for longer than is left of it', retryAfterMs: 20 * hourMs, waited: 10, left: 14 },
  ])(
    'is tried once more at the end of its day where the provider asks $asks',
    async ({ retryAfterMs, waited, left }) => {
      const now = Date.parse('2026-05-04T08:00:00.000Z');
      const job = queuedJob({ unansweredSince: new Date(now - waited * hourMs).toISOString() });
      const throttled = new ModelThrottled('slow down', { retryAfterMs });
      const world = workerWorld([job], throttled, throttled);

      await run(world, job);
      const queued = world.jobs.jobs.get(job.jobId);
      await world.clock.advance(left * hourMs);
      await run(world, queued ?? job);

      expect(Date.parse(queued?.notBefore ?? '')).toBe(now + left * hourMs);
      expect(world.jobs.jobs.get(job.jobId)?.status).toBe('FAILED');
    },
  );

  it('waits where it is when the provider asks for less time than there is', async () => {
    const job = queuedJob();
    const throttled = new ModelThrottled('slow down', { retryAfterMs: 120_000 });
    const world = workerWorld([job], throttled, goodAnswer);
    const startedAt = world.clock.now().getTime();

    await run(world, job);

    expect(world.clock.now().getTime() - startedAt).toBeGreaterThanOrEqual(120_000);
    expect(world.results.results.get(job.jobId)).toMatchObject({
      status: 'SUCCEEDED',
      attempts: 1,
      usage: { paidExchanges: 1 },
    });
    expect([...world.ledger.lines.values()]).toMatchObject([{ call: 1, outcome: 'used' }]);
  });

  it('waits for its time when its message comes early', async () => {
    const job = queuedJob({ attempt: 2, notBefore: '2026-05-04T08:30:00.000Z' });
    const world = workerWorld([job]);

    await run(world, job);

    expect(world.queue.sent).toMatchObject([{ delayMs: 1_800_000, message: { attempt: 2 } }]);
    expect(world.jobs.jobs.get(job.jobId)?.status).toBe('QUEUED');
  });

  it('is not the worse for having waited often', async () => {
    const job = queuedJob({ attempt: 30, failedAttempts: 2 });
    const world = workerWorld([job], ...throttledFiveTimes());

    await run(world, job);

    expect(world.jobs.jobs.get(job.jobId)).toMatchObject({
      status: 'QUEUED',
      failedAttempts: 2,
      unansweredSince: world.jobs.jobs.get(job.jobId)?.changedAt,
    });
  });

  it('fails by name when the provider has taken no call for a day', async () => {
    const job = queuedJob({ attempt: 30, unansweredSince: '2026-05-03T08:00:00.000Z' });
    const world = workerWorld([job], ...throttledFiveTimes());

    await run(world, job);

    expect(world.results.results.get(job.jobId)).toMatchObject({
      status: 'FAILED',
      error: { code: 'MODEL_THROTTLED', retryable: true },
      usage: { paidExchanges: 0, promptTokens: 0 },
      cost: { amount: '0.000000' },
    });
  });

  it('fails by name when a service of AWS has been away for a day', async () => {
    const job = queuedJob({ attempt: 30, unansweredSince: '2026-05-03T08:00:00.000Z' });
    const world = workerWorld([job]);
    const documents = during({ from: 0, until: Infinity }, world.clock, world.documents);

    await run({ ...world, documents }, job);

    expect(world.results.results.get(job.jobId)).toMatchObject({
      status: 'FAILED',
      error: { code: 'SERVICE_UNAVAILABLE', retryable: true },
    });
  });

  it('does not call its cost known once an answer is lost that S3 would not keep', async () => {
    const job = queuedJob();
    const world = workerWorld([job], goodAnswer);
    world.exchanges.failures.push(...Array.from({ length: 1_000 }, serviceError));

    await run(world, job);

    expect(world.jobs.jobs.get(job.jobId)).toMatchObject({
      status: 'QUEUED',
      error: { code: 'SERVICE_UNAVAILABLE' },
      cost: null,
    });
    expect([...world.ledger.lines.values()]).toMatchObject([{ outcome: 'unknown' }]);
  });

  it('has its message when it was given back while SQS was away', async () => {
    const job = queuedJob();
    const world = workerWorld([job], ...throttledFiveTimes());
    const until = world.clock.now().getTime() + 120_000;
    const queue = during({ from: 0, until }, world.clock, world.queue);

    await run({ ...world, queue }, job);

    expect(world.queue.sent).toMatchObject([{ message: { attempt: 2 } }]);
  });

  it('has its message after what is left of its pause when SQS is back', async () => {
    const job = queuedJob({ unansweredSince: '2026-05-04T07:50:00.000Z' });
    const world = workerWorld([job], ...throttledFiveTimes());
    const until = world.clock.now().getTime() + 120_000;
    const queue = during({ from: 0, until }, world.clock, world.queue);

    await run({ ...world, queue }, job);

    const notBefore = world.jobs.jobs.get(job.jobId)?.notBefore ?? '';
    const [sent] = world.queue.sent;
    expect(world.clock.now().getTime() + (sent?.delayMs ?? 0)).toBe(Date.parse(notBefore));
  });

  it('is given back once where its message cannot be sent, and that is told', async () => {
    const job = queuedJob();
    const told: string[] = [];
    const log = { ...silentLog, error: (event: string) => void told.push(event) };
    const world = { ...workerWorld([job], ...throttledFiveTimes()), log };
    const queue = during({ from: 0, until: Infinity }, world.clock, world.queue);

    await expect(run({ ...world, queue }, job)).rejects.toThrow('please try again');

    expect(world.jobs.jobs.get(job.jobId)).toMatchObject({ status: 'QUEUED', attempt: 2 });
    expect(told).toContain('job deferred without a message');
  });

  it('pauses the longer the longer it has waited, and never for more than a quarter of an hour', async () => {
    const pauses = [];
    for (const unansweredSince of [null, '2026-05-04T07:55:00.000Z', '2026-05-04T00:00:00.000Z']) {
      const job = queuedJob({ unansweredSince });
      const world = workerWorld([job], ...throttledFiveTimes());
      await run(world, job);
      pauses.push(world.queue.sent[0]?.delayMs);
    }

    expect(pauses[0]).toBe(1_500);
    expect(pauses[1]).toBeGreaterThan(200_000);
    expect(pauses[2]).toBe(675_000);
  });

  it('fails by name when its attempts are used up', async () => {
    const job = queuedJob({ attempt: 7, failedAttempts: 2 });
    const world = workerWorld([job], new ModelCallCut('the stream broke'));

    await run(world, job);

    expect(world.results.results.get(job.jobId)).toMatchObject({
      status: 'FAILED',
      error: { code: 'MODEL_CALL_CUT', retryable: true },
      usage: { paidExchanges: 0, promptTokens: null },
      cost: null,
    });
  });

  it('fails at once where trying again cannot help', async () => {
    const job = queuedJob();
    const world = workerWorld([job], new ModelRequestRejected('the server refused the request'));

    await run(world, job);

    expect(world.jobs.jobs.get(job.jobId)).toMatchObject({
      status: 'FAILED',
      error: { code: 'MODEL_REQUEST_REJECTED' },
    });
  });

  it('books a call that was cut with unknown cost, and says so in the result', async () => {
    const job = queuedJob();
    const world = workerWorld([job], new ModelCallCut('the stream broke'), goodAnswer);

    await run(world, job);
    await world.clock.advance(60_000);
    await run(world, job, 2);

    const result = world.results.results.get(job.jobId);
    expect(result).toMatchObject({
      status: 'SUCCEEDED',
      cost: null,
      usage: { promptTokens: null },
    });
    expect(result?.warnings).toHaveLength(1);
    expect([...world.ledger.lines.values()]).toMatchObject([
      { call: 1, outcome: 'unknown', cost: null, usage: { promptTokens: null } },
      { call: 2, outcome: 'used' },
    ]);
  });

  it('books the call of a worker that died in it', async () => {
    const job = queuedJob();
    const world = workerWorld([job], new Error('killed in the call'), goodAnswer);

    await expect(run(world, job)).rejects.toThrow('killed in the call');
    await world.clock.advance(61_000);
    await run(world, job);
    await run(world, job, 2);

    expect([...world.ledger.lines.values()].map(({ outcome }) => outcome)).toEqual([
      'unknown',
      'used',
    ]);
    expect(world.results.results.get(job.jobId)).toMatchObject({ status: 'SUCCEEDED', cost: null });
  });

  it('stops the call and writes nothing more when another worker has taken the job', async () => {
    const job = queuedJob();
    const world = workerWorld([job], async ({ signal }) => {
      const taken = world.jobs.jobs.get(job.jobId);
      if (taken !== undefined) world.jobs.jobs.set(job.jobId, { ...taken, owner: 'somebody else' });
      await world.clock.wait(300_000, signal);
      throw new ModelCallCut('aborted');
    });

    await run(world, job);

    expect(world.jobs.jobs.get(job.jobId)).toMatchObject({
      status: 'RUNNING',
      owner: 'somebody else',
    });
    expect(world.results.results.size).toBe(0);
  });

  it('writes no result over that of the worker which has taken the job meanwhile', async () => {
    const job = queuedJob();
    const world = workerWorld([job], async () => {
      const taken = world.jobs.jobs.get(job.jobId);
      if (taken !== undefined) world.jobs.jobs.set(job.jobId, { ...taken, owner: 'somebody else' });
      return goodAnswer;
    });

    await run(world, job);

    expect(world.results.results.size).toBe(0);
    expect(world.exchanges.exchanges.size).toBe(1);
  });

  it('stops when it is cut off from the table for as long as a lease', async () => {
    const job = queuedJob();
    const world = workerWorld([job], async ({ signal }) => {
      world.jobs.move = async () => {
        throw new Error('no answer from the table');
      };
      await world.clock.wait(fifteenMinutes, signal);
      throw new ModelCallCut('aborted');
    });
    const startedAt = world.clock.now().getTime();

    await run(world, job);

    expect(world.clock.now().getTime() - startedAt).toBeLessThan(100_000);
    expect(world.results.results.size).toBe(0);
  });

  it('has a call in the ledger before it is made, whoever dies in it', async () => {
    const job = queuedJob();
    const world = workerWorld([job], async () => {
      expect([...world.ledger.lines.values()]).toMatchObject([{ call: 1, outcome: 'unknown' }]);
      return goodAnswer;
    });

    await run(world, job);

    expect([...world.ledger.lines.values()]).toMatchObject([{ call: 1, outcome: 'used' }]);
  });

  it('leaves no line of a call that was never made, where only the reply to its booking got lost', async () => {
    const job = queuedJob();
    const world = workerWorld([job], goodAnswer);
    world.ledger.lostReplies.push(new Error('the connection broke'));

    await expect(run(world, job)).rejects.toThrow('the connection broke');
    await world.clock.advance(61_000);
    await run(world, job);
    await run(world, job, 2);

    expect([...world.ledger.lines.values()]).toMatchObject([{ call: 1, outcome: 'used' }]);
    expect(world.results.results.get(job.jobId)?.cost).not.toBeNull();
  });

  it('does not call its cost zero when an earlier attempt may have paid', async () => {
    const job = queuedJob();
    const world = workerWorld([job], new ModelCallCut('the stream broke'));
    await run(world, job);
    await world.clock.advance(60_000);
    world.documents.documents.clear();

    await run(world, job, 2);

    expect(world.results.results.get(job.jobId)).toMatchObject({
      error: { code: 'DOCUMENT_NOT_FOUND' },
      cost: null,
      usage: { promptTokens: null },
    });
  });

  it('keeps an answer even if the store fails at first', async () => {
    const job = queuedJob();
    const world = workerWorld([job], goodAnswer);
    world.exchanges.failures.push(new Error('503'), new Error('503'));

    await run(world, job);

    expect(world.results.results.get(job.jobId)?.status).toBe('SUCCEEDED');
    expect(world.model.requests).toHaveLength(1);
  });

  it('asks with the room that the time allows, and goes back when a fresh invocation has more', async () => {
    const job = queuedJob();
    const world = workerWorld([job]);
    const now = world.clock.now();
    const invocation = {
      startedAt: new Date(now.getTime() - 600_000),
      endsAt: new Date(now.getTime() + 300_000),
    };

    const message = { version: 1, jobId: job.jobId, attempt: 1 } as const;
    await world.clock.passUntil(processJob(message, world, invocation));

    expect(world.model.requests).toHaveLength(0);
    expect(world.jobs.jobs.get(job.jobId)).toMatchObject({ status: 'QUEUED', attempt: 2 });
  });

  it('makes do with the room there is where reading takes a good part of every invocation', async () => {
    const slowToRead = queuedJob();
    const world = workerWorld([slowToRead], goodAnswer);
    const slowly: WorkerWorld = {
      ...world,
      findQuestion: async () => ({
        ...titleQuestion,
        choice: { ...modelChoice, slowTokensPerSecond: 5 },
      }),
      reader: {
        read: async (source) => {
          await world.clock.wait(200_000);
          return world.reader.read(source);
        },
      },
    };

    await run(slowly, slowToRead);

    const secondsLeft = 900 - 45 - 200;
    expect(world.model.requests.map(({ maxOutputTokens }) => maxOutputTokens)).toEqual([
      5 * secondsLeft,
    ]);
    expect(world.jobs.jobs.get(slowToRead.jobId)?.status).toBe('SUCCEEDED');
  });

  it('knows since when nobody answers also after it went back for lack of time', async () => {
    const unansweredSince = '2026-05-04T00:00:00.000Z';
    const job = queuedJob({ unansweredSince });
    const world = workerWorld([job]);
    const now = world.clock.now();
    const invocation = {
      startedAt: new Date(now.getTime() - 600_000),
      endsAt: new Date(now.getTime() + 300_000),
    };

    const message = { version: 1, jobId: job.jobId, attempt: 1 } as const;
    await world.clock.passUntil(processJob(message, world, invocation));

    expect(world.jobs.jobs.get(job.jobId)).toMatchObject({
      status: 'QUEUED',
      error: { code: 'TIME_IS_SHORT' },
      unansweredSince,
    });
  });

  it('calls nobody silent whose call was cut in the middle', async () => {
    const job = queuedJob({ unansweredSince: '2026-05-04T00:00:00.000Z' });
    const world = workerWorld([job], new ModelCallCut('the connection was closed'));

    await run(world, job);

    expect(world.jobs.jobs.get(job.jobId)).toMatchObject({
      status: 'QUEUED',
      failedAttempts: 1,
      unansweredSince: null,
    });
  });

  it('names a document that was deleted', async () => {
    const job = queuedJob();
    const world = workerWorld([job]);
    world.documents.documents.clear();

    await run(world, job);

    expect(world.results.results.get(job.jobId)?.error?.code).toBe('DOCUMENT_NOT_FOUND');
  });

  it('comes back when the server that knows the models is away', async () => {
    const job = queuedJob();
    const world = workerWorld([job]);
    const away: WorkerWorld = {
      ...world,
      findQuestion: async () => {
        throw new ModelUnavailable('no connection');
      },
    };

    await run(away, job);

    expect(world.jobs.jobs.get(job.jobId)).toMatchObject({
      status: 'QUEUED',
      attempt: 2,
      error: { code: 'MODEL_UNAVAILABLE' },
    });
  });

  it('fails by name when its analysis is no longer deployed', async () => {
    const job = queuedJob({ analysis: 'gone' });
    const world = workerWorld([job]);

    await run(world, job);

    expect(world.results.results.get(job.jobId)?.error?.code).toBe('UNKNOWN_ANALYSIS');
  });

  it('is to be tried alone when its message comes back from a worker that died', async () => {
    const job = queuedJob({
      status: 'RUNNING',
      owner: 'a dead worker',
      leaseUntil: '2026-05-04T07:59:59.000Z',
      startedAt: '2026-05-04T07:58:59.000Z',
    });
    const world = workerWorld([job]);

    await run(world, job);

    expect(world.queue.sent).toMatchObject([{ message: { attempt: 2, alone: true }, delayMs: 0 }]);
    expect(world.jobs.jobs.get(job.jobId)).toMatchObject({ status: 'QUEUED', crashes: 1 });
    expect(world.model.requests).toHaveLength(0);
  });

  it('fails by name when a fourth worker has died in it', async () => {
    const job = queuedJob({
      status: 'RUNNING',
      owner: 'a dead worker',
      leaseUntil: '2026-05-04T07:59:59.000Z',
      crashes: 3,
    });
    const world = workerWorld([job]);

    await run(world, job);

    expect(world.results.results.get(job.jobId)?.error?.code).toBe('WORKER_CRASHED');
    expect(world.queue.sent).toHaveLength(0);
  });

  it('stays alone until it gets further', async () => {
    const job = queuedJob({ crashes: 1 });
    const world = workerWorld([job], ...throttledFiveTimes());

    await run(world, job);

    expect(world.queue.sent).toMatchObject([{ message: { attempt: 2, alone: true } }]);
  });

  it('is revived by a rollback after a deployment replaced it', async () => {
    const replaced = { code: 'REVISION_REPLACED', message: 'replaced', retryable: false };
    const first = queuedJob({
      status: 'CANCELLED',
      error: replaced,
      forbiddenBy: { deepseek: '2026-05-04T07:50:00.000Z' },
      completedAt: '2026-05-04T07:59:40.000Z',
    });
    const second = queuedJob({ jobId: 'e'.repeat(32), revision: 'of the deployment' });
    const world = workerWorld([first, second]);

    await run(world, second);

    expect(world.jobs.jobs.get(first.jobId)).toMatchObject({
      status: 'QUEUED',
      attempt: 2,
      completedAt: null,
      error: null,
    });
    expect(world.jobs.jobs.get(first.jobId)?.forbiddenBy).toEqual({});
    expect(world.queue.sent).toMatchObject([{ message: { jobId: first.jobId, attempt: 2 } }]);
    expect(world.jobs.jobs.get(second.jobId)?.status).toBe('CANCELLED');
  });

  it('gives way to a job of the deployed revision', async () => {
    const old = queuedJob({ jobId: 'e'.repeat(32), revision: 'before' });
    const world = workerWorld([old]);

    await run(world, old);

    const [dispatch] = world.queue.sent;
    expect(world.jobs.jobs.get(old.jobId)).toMatchObject({
      status: 'CANCELLED',
      error: { code: 'REVISION_REPLACED' },
    });
    expect(world.jobs.jobs.get(dispatch?.message.jobId ?? '')).toMatchObject({
      status: 'QUEUED',
      uploadedAt: old.uploadedAt,
      lane: old.lane,
    });
  });
});

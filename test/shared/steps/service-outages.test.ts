import { describe, expect, it } from 'vitest';
import { readLetter } from '../../../functions/dead-letters/read-letter.ts';
import type { Job } from '../../../shared/job/job.ts';
import { isFinal } from '../../../shared/job/job-status.ts';
import { buryDeadLetters } from '../../../shared/steps/keeping/bury-dead-letters.ts';
import { keepJobs } from '../../../shared/steps/keeping/keep-jobs.ts';
import { sharesOfCalls } from '../../../shared/steps/paying/call-within-limits.ts';
import { processJob } from '../../../shared/steps/running/process-job.ts';
import { sendJob } from '../../../shared/steps/running/send-job.ts';
import { queuedJob } from '../../builders/job.ts';
import { during, type Outage } from '../../builders/service-outage.ts';
import { type WorkerWorld, workerWorld } from '../../builders/worker.ts';
import { DeliveringQueue } from '../../fakes/delivering-queue.ts';
import { MemoryBatchTable } from '../../fakes/memory-batch-table.ts';
import { modelAnswer, type ScriptedAnswer } from '../../fakes/scripted-language-model.ts';

const minuteMs = 60_000;

/** Between two looks at the queue, in milliseconds. */
const stepMs = 5_000;

const answer = modelAnswer({ text: '{"title":"Board minutes"}' });

/** Three documents that differ. */
const jobs = ['a', 'b', 'c'].map((name) => {
  const { document } = queuedJob();
  return queuedJob({ jobId: name, document: { ...document, key: `inbox/title-only/${name}.txt` } });
});

/** A pipeline whose services can be away. */
interface Pipeline {
  readonly world: WorkerWorld;
  readonly queue: DeliveringQueue;
  readonly s3: Outage;
  readonly dynamo: Outage;
  /** The outage begins now, if it has not yet. */
  begin(outage: Outage, lastsMs: number): void;
  /** Worker, keeper and the function for dead letters at work, until all jobs have ended. */
  runUntilEnded(): Promise<readonly Job[]>;
}

function pipelineWith(...script: readonly ScriptedAnswer[]): Pipeline {
  const world = workerWorld(jobs, ...script);
  const { clock, limits } = world;
  for (const { jobId, document } of jobs) {
    world.documents.documents.set(document.key, new TextEncoder().encode(`Minutes of ${jobId}\n`));
  }
  const s3 = { from: Infinity, until: Infinity };
  const dynamo = { from: Infinity, until: Infinity };
  const queue = new DeliveringQueue(clock);
  const table = {
    jobs: during(dynamo, clock, world.jobs),
    budgets: during(dynamo, clock, world.budgets),
    breakers: during(dynamo, clock, world.breakers),
    claims: during(dynamo, clock, world.claims),
    batches: during(dynamo, clock, new MemoryBatchTable()),
  };
  const results = during(s3, clock, world.results);
  const ports = {
    ...world,
    ...table,
    results,
    documents: during(s3, clock, world.documents),
    exchanges: during(s3, clock, world.exchanges),
    ledger: during(s3, clock, world.ledger),
    shareOf: sharesOfCalls({ ...world, limits: during(dynamo, clock, limits) }, 'worker'),
    queue,
    stepJobs: 100,
    letters: queue,
    readLetter,
  };
  return { world, queue, s3, dynamo, begin, runUntilEnded };

  function begin(outage: Outage, lastsMs: number): void {
    if (outage.from !== Infinity) return;
    outage.from = clock.now().getTime();
    outage.until = outage.from + lastsMs;
  }

  async function runUntilEnded(): Promise<readonly Job[]> {
    for (const job of jobs) await sendJob(job, queue);
    for (let step = 0; ; step += 1) {
      queue.deliverDue((message) => {
        const startedAt = clock.now();
        const endsAt = new Date(startedAt.getTime() + 15 * minuteMs);
        return processJob(message, ports, { startedAt, endsAt });
      });
      if (step > 0 && (step * stepMs) % minuteMs === 0) {
        await keepJobs(ports).catch(() => {});
        const soon = new Date(clock.now().getTime() + 30_000);
        await buryDeadLetters(soon, ports).catch(() => {});
      }
      await clock.advance(stepMs);
      const now = [...world.jobs.jobs.values()];
      if (now.every(({ status }) => isFinal(status))) return now;
      if (step === 5_000) throw new Error('the jobs have not ended after seven hours');
    }
  }
}

function expectPaidOnce({ world, queue }: Pipeline): void {
  expect(world.model.requests).toHaveLength(jobs.length);
  const lines = [...world.ledger.lines.values()].map(({ outcome }) => outcome);
  expect(lines).toEqual(jobs.map(() => 'used'));
  const costs = [...world.results.results.values()].map(({ cost }) => cost?.amount);
  expect(costs).toHaveLength(jobs.length);
  expect(costs).not.toContain(undefined);
  expect(queue.unreadable).toEqual([]);
}

describe('jobs that meet a service of AWS which is away', () => {
  it('wait for S3 for half an hour, are not blamed for it, and pay once', async () => {
    const pipeline = pipelineWith(answer, answer, answer);
    pipeline.begin(pipeline.s3, 30 * minuteMs);

    const ended = await pipeline.runUntilEnded();

    expect(ended).toMatchObject(
      jobs.map(() => ({ status: 'SUCCEEDED', crashes: 0, failedAttempts: 0 })),
    );
    expect(pipeline.queue.deadLetters).toBe(0);
    expectPaidOnce(pipeline);
  });

  it('wait for DynamoDB for ten minutes, are not blamed for it, and pay once', async () => {
    const pipeline = pipelineWith(answer, answer, answer);
    pipeline.begin(pipeline.dynamo, 10 * minuteMs);

    const ended = await pipeline.runUntilEnded();

    expect(ended).toMatchObject(jobs.map(() => ({ status: 'SUCCEEDED', crashes: 0 })));
    expect(pipeline.queue.deadLetters).toBe(0);
    expectPaidOnce(pipeline);
  });

  it.each(['s3', 'dynamo'] as const)(
    'keep what was answered before %s went away, and go on with it',
    async (service) => {
      const pipeline = pipelineWith(answer, answer, answer);
      const { exchanges } = pipeline.world;
      const put = exchanges.put.bind(exchanges);
      exchanges.put = async (exchange) => {
        await put(exchange);
        pipeline.begin(pipeline[service], 10 * minuteMs);
      };

      const ended = await pipeline.runUntilEnded();

      expect(ended).toMatchObject(jobs.map(() => ({ status: 'SUCCEEDED', crashes: 0 })));
      expectPaidOnce(pipeline);
    },
  );

  it.each(['s3', 'dynamo'] as const)(
    'end when %s is back that went away before their results were stored',
    async (service) => {
      const pipeline = pipelineWith(answer, answer, answer);
      const { ledger } = pipeline.world;
      const write = ledger.write.bind(ledger);
      ledger.write = async (line) => {
        await write(line);
        if (line.outcome === 'used') pipeline.begin(pipeline[service], 10 * minuteMs);
      };

      const ended = await pipeline.runUntilEnded();

      expect(ended).toMatchObject(jobs.map(() => ({ status: 'SUCCEEDED', crashes: 0 })));
      expectPaidOnce(pipeline);
    },
  );

  it('let a call go on while DynamoDB is away, and keep its answer', async () => {
    const slowly: ScriptedAnswer = async ({ signal }) => {
      pipeline.begin(pipeline.dynamo, 5 * minuteMs);
      await pipeline.world.clock.wait(3 * minuteMs, signal);
      signal.throwIfAborted();
      return answer;
    };
    const pipeline = pipelineWith(slowly, slowly, slowly);

    const ended = await pipeline.runUntilEnded();

    expect(ended).toMatchObject(jobs.map(() => ({ status: 'SUCCEEDED' })));
    expectPaidOnce(pipeline);
  });

  it('keep an answer that S3 would not take for ten minutes', async () => {
    const thenAway: ScriptedAnswer = () => {
      pipeline.begin(pipeline.s3, 10 * minuteMs);
      return answer;
    };
    const pipeline = pipelineWith(thenAway, answer, answer);

    const ended = await pipeline.runUntilEnded();

    expect(ended).toMatchObject(jobs.map(() => ({ status: 'SUCCEEDED', crashes: 0 })));
    expectPaidOnce(pipeline);
  });

  it('say that an answer is lost which S3 would not keep in the time of an invocation', async () => {
    const thenAway: ScriptedAnswer = () => {
      pipeline.begin(pipeline.s3, 20 * minuteMs);
      return answer;
    };
    const pipeline = pipelineWith(thenAway, answer, answer, answer, answer, answer);

    const ended = await pipeline.runUntilEnded();

    const [first] = ended;
    expect(ended).toMatchObject(jobs.map(() => ({ status: 'SUCCEEDED', crashes: 0 })));
    expect(first?.cost).toBeNull();
  });

  it('come back from the dead letters when DynamoDB was away for three hours', async () => {
    const pipeline = pipelineWith(answer, answer, answer);
    pipeline.begin(pipeline.dynamo, 180 * minuteMs);

    const ended = await pipeline.runUntilEnded();

    expect(pipeline.queue.deadLetters).toBe(jobs.length);
    expect(ended).toMatchObject(jobs.map(() => ({ status: 'SUCCEEDED' })));
    expectPaidOnce(pipeline);
  });
});

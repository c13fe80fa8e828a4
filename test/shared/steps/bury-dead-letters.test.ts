import { describe, expect, it } from 'vitest';
import { failedBeforeAsking } from '../../../shared/job/build-result.ts';
import type { Job } from '../../../shared/job/job.ts';
import {
  buryDeadLetters,
  type BuryPorts,
  type DeadMessage,
} from '../../../shared/steps/keeping/bury-dead-letters.ts';
import { queuedJob } from '../../builders/job.ts';
import { during } from '../../builders/service-outage.ts';
import { MemoryBudgets } from '../../fakes/memory-budgets.ts';
import { ManualClock } from '../../fakes/manual-clock.ts';
import { MemoryDeadLetterQueue } from '../../fakes/memory-dead-letter-queue.ts';
import { MemoryJobTable } from '../../fakes/memory-job-table.ts';
import { MemoryJobQueue, MemoryResultStore, silentLog } from '../../fakes/memory-stores.ts';

interface BuryWorld extends BuryPorts {
  readonly clock: ManualClock;
  readonly letters: MemoryDeadLetterQueue;
  readonly jobs: MemoryJobTable;
  readonly queue: MemoryJobQueue;
  readonly results: MemoryResultStore;
}

function buryWorld(
  jobs: readonly Job[],
  ...letters: readonly (DeadMessage | 'unreadable')[]
): BuryWorld {
  const clock = new ManualClock();
  return {
    letters: new MemoryDeadLetterQueue(letters.map((_, index) => String(index))),
    readLetter: (body) => {
      const letter = letters[Number(body)];
      if (letter === undefined || letter === 'unreadable') throw new Error('none of ours');
      return letter;
    },
    newOwner: () => 'dead-letters',
    jobs: new MemoryJobTable(...jobs),
    queue: new MemoryJobQueue(),
    results: new MemoryResultStore(),
    clock,
    budgets: new MemoryBudgets(clock),
    log: silentLog,
  };
}

const soon = new Date('2026-05-04T08:01:00.000Z');
const later = new Date('2026-05-04T08:05:00.000Z');

function letterOf({ jobId, attempt }: Job): DeadMessage {
  return { kind: 'job', message: { version: 1, jobId, attempt } };
}

/** Three workers died in it, or could not take it. */
const lastCrash = { crashes: 3 };

describe('burying dead letters', () => {
  it('brings a job back to its queue that no worker could take, to be tried alone', async () => {
    const { usage, cost } = failedBeforeAsking({ code: 'C', message: 'm', retryable: true });
    const job = queuedJob({ startedAt: '2026-05-04T07:00:00.000Z', usage, cost });
    const world = buryWorld([job], letterOf(job));

    await buryDeadLetters(soon, world);

    expect(world.jobs.jobs.get(job.jobId)).toMatchObject({
      status: 'QUEUED',
      attempt: 2,
      crashes: 1,
      usage,
      cost,
    });
    expect(world.queue.sent).toMatchObject([{ lane: 'now', message: { attempt: 2, alone: true } }]);
    expect(world.letters.left).toEqual([]);
  });

  it('brings back the job of a worker that died, and knows no longer what it paid', async () => {
    const { usage, cost } = failedBeforeAsking({ code: 'C', message: 'm', retryable: true });
    const job = queuedJob({
      status: 'RUNNING',
      owner: 'w',
      leaseUntil: '2026-05-04T07:00:00.000Z',
      usage,
      cost,
    });
    const world = buryWorld([job], letterOf(job));

    await buryDeadLetters(soon, world);

    expect(world.jobs.jobs.get(job.jobId)).toMatchObject({
      status: 'QUEUED',
      crashes: 1,
      usage: null,
      cost: null,
    });
  });

  it('takes no letter while the table cannot be read', async () => {
    const job = queuedJob();
    const world = buryWorld([job], letterOf(job));
    const away = { from: 0, until: Infinity };
    const jobs = during(away, world.clock, world.jobs);
    const receive = world.letters.receive.bind(world.letters);
    let taken = 0;
    world.letters.receive = async () => {
      taken += 1;
      return receive();
    };

    await expect(buryDeadLetters(soon, { ...world, jobs })).rejects.toThrow('please try again');

    expect(taken).toBe(0);
  });

  it('fails a job by name the fourth time, with a result whose cost is not known', async () => {
    const job = queuedJob({
      ...lastCrash,
      status: 'RUNNING',
      owner: 'w',
      leaseUntil: '2026-05-04T07:00:00.000Z',
    });
    const world = buryWorld([job], letterOf(job));

    await buryDeadLetters(soon, world);

    expect(world.jobs.jobs.get(job.jobId)).toMatchObject({
      status: 'FAILED',
      error: { code: 'WORKER_CRASHED' },
    });
    expect(world.results.results.get(job.jobId)).toMatchObject({
      status: 'FAILED',
      cost: null,
      usage: { promptTokens: null },
    });
    expect(world.letters.left).toEqual([]);
  });

  it('writes the result that an earlier delivery died before writing', async () => {
    const job = queuedJob(lastCrash);
    const world = buryWorld([job], letterOf(job));
    world.results.failures.push(new Error('killed here'));
    await buryDeadLetters(soon, world);
    await world.clock.advance(61_000);

    await buryDeadLetters(later, {
      ...world,
      letters: new MemoryDeadLetterQueue(world.letters.left),
    });

    expect(world.results.results.get(job.jobId)?.error?.code).toBe('WORKER_CRASHED');
  });

  it('spares a job that somebody is working on, is done, or has gone on to another attempt', async () => {
    const alive = queuedJob({
      jobId: 'a',
      status: 'RUNNING',
      owner: 'w',
      leaseUntil: '2026-05-04T08:00:30.000Z',
    });
    const done = queuedJob({ jobId: 'b', status: 'SUCCEEDED' });
    const ahead = queuedJob({ jobId: 'c', attempt: 2 });
    const world = buryWorld(
      [alive, done, ahead],
      letterOf(alive),
      letterOf(done),
      letterOf({ ...ahead, attempt: 1 }),
    );

    await buryDeadLetters(soon, world);

    expect([...world.jobs.jobs.values()]).toEqual([alive, done, ahead]);
    expect(world.results.results.size).toBe(0);
  });

  it('makes a failed job of an upload that intake could not handle', async () => {
    const { document, uploadedAt } = queuedJob();
    const world = buryWorld([], { kind: 'uploads', uploads: [{ document, uploadedAt }] });

    await buryDeadLetters(soon, world);

    expect([...world.jobs.jobs.values()]).toMatchObject([
      { status: 'FAILED', analysis: '_none', error: { code: 'INTAKE_FAILED' } },
    ]);
    expect(world.results.results.size).toBe(1);
  });

  it('makes no second job of an upload that another delivery of its event made one of', async () => {
    const job = queuedJob();
    const { document, uploadedAt } = job;
    const world = buryWorld([job], { kind: 'uploads', uploads: [{ document, uploadedAt }] });

    await buryDeadLetters(soon, world);

    expect([...world.jobs.jobs.values()]).toEqual([job]);
    expect(world.letters.left).toEqual([]);
  });

  it('makes failed jobs of those uploads of one letter that have none yet', async () => {
    const known = queuedJob();
    const { document, uploadedAt } = known;
    const uploads = [
      { document, uploadedAt },
      { document: { ...document, version: 'v2' }, uploadedAt },
      { document: { ...document, key: 'inbox/title-only/other.txt' }, uploadedAt },
    ];
    const world = buryWorld([known], { kind: 'uploads', uploads });

    await buryDeadLetters(soon, world);

    const codes = [...world.jobs.jobs.values()].map(({ error }) => error?.code);
    expect(codes).toEqual([undefined, 'INTAKE_FAILED', 'INTAKE_FAILED']);
    expect(world.letters.left).toEqual([]);
  });

  it('brings back the member of an archive, and leaves its neighbours and the archive alone', async () => {
    const archive = queuedJob();
    const member = (name: string): Job =>
      queuedJob({ jobId: name, document: { ...archive.document, member: [name] } });
    const world = buryWorld([archive, member('a'), member('b')], letterOf(member('a')));

    await buryDeadLetters(soon, world);

    const attempts = [...world.jobs.jobs.values()].map(({ attempt }) => attempt);
    expect(attempts).toEqual([1, 2, 1]);
  });

  it('lets a job wait on that is held, and drops the letter of one that was deleted', async () => {
    const held = queuedJob({ status: 'HELD', heldUntil: '2026-05-05T00:00:00.000Z' });
    const deleted = queuedJob({ jobId: 'deleted' });
    const world = buryWorld([held], letterOf(held), letterOf(deleted));

    await buryDeadLetters(soon, world);

    expect([...world.jobs.jobs.values()]).toEqual([held]);
    expect(world.letters.left).toEqual([]);
  });

  it('leaves what it cannot read in the queue, and buries the rest', async () => {
    const job = queuedJob();
    const world = buryWorld([job], 'unreadable', letterOf(job));

    await buryDeadLetters(soon, world);

    expect(world.letters.left).toEqual(['0']);
    expect(world.jobs.jobs.get(job.jobId)?.attempt).toBe(2);
  });
});

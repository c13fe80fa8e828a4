import { describe, expect, it } from 'vitest';
import type { Job } from '../../../shared/job/job.ts';
import {
  buryDeadLetters,
  type BuryPorts,
  type DeadMessage,
} from '../../../shared/steps/keeping/bury-dead-letters.ts';
import { queuedJob } from '../../builders/job.ts';
import { MemoryBudgets } from '../../fakes/memory-budgets.ts';
import { ManualClock } from '../../fakes/manual-clock.ts';
import { MemoryDeadLetterQueue } from '../../fakes/memory-dead-letter-queue.ts';
import { MemoryJobTable } from '../../fakes/memory-job-table.ts';
import { MemoryResultStore, silentLog } from '../../fakes/memory-stores.ts';

interface BuryWorld extends BuryPorts {
  readonly clock: ManualClock;
  readonly letters: MemoryDeadLetterQueue;
  readonly jobs: MemoryJobTable;
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

describe('burying dead letters', () => {
  it('fails the job by name, with a result whose cost is not known', async () => {
    const job = queuedJob({
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
    const job = queuedJob();
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

  it('fails the member of an archive, and leaves its neighbours and the archive alone', async () => {
    const archive = queuedJob();
    const member = (name: string): Job =>
      queuedJob({ jobId: name, document: { ...archive.document, member: [name] } });
    const world = buryWorld([archive, member('a'), member('b')], letterOf(member('a')));

    await buryDeadLetters(soon, world);

    const states = [...world.jobs.jobs.values()].map(({ status }) => status);
    expect(states).toEqual(['QUEUED', 'FAILED', 'QUEUED']);
    expect(world.results.results.get('a')?.document.member).toBe('a');
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
    expect(world.jobs.jobs.get(job.jobId)?.status).toBe('FAILED');
  });
});

import { describe, expect, it } from 'vitest';
import type { Job } from '../../../shared/job/job.ts';
import type { Log } from '../../../shared/ports/log.ts';
import { keepJobs, type KeepPorts } from '../../../shared/steps/keeping/keep-jobs.ts';
import { queuedJob } from '../../builders/job.ts';
import { ManualClock } from '../../fakes/manual-clock.ts';
import { budgetLimit, spending } from '../../builders/budget.ts';
import { MemoryBatchTable } from '../../fakes/memory-batch-table.ts';
import { MemoryBudgets } from '../../fakes/memory-budgets.ts';
import { MemoryBreakers } from '../../fakes/memory-breakers.ts';
import { MemoryJobTable } from '../../fakes/memory-job-table.ts';
import { MemoryJobQueue, MemoryResultStore, silentLog } from '../../fakes/memory-stores.ts';

interface KeeperWorld extends KeepPorts {
  readonly clock: ManualClock;
  readonly jobs: MemoryJobTable;
  readonly batches: MemoryBatchTable;
  readonly budgets: MemoryBudgets;
  readonly queue: MemoryJobQueue;
  readonly breakers: MemoryBreakers;
  readonly results: MemoryResultStore;
}

/** It is 08:00. */
function keeperWorld(job: Job): KeeperWorld {
  const clock = new ManualClock();
  return {
    clock,
    batches: new MemoryBatchTable(),
    budgets: new MemoryBudgets(clock),
    jobs: new MemoryJobTable(job),
    queue: new MemoryJobQueue(),
    breakers: new MemoryBreakers(),
    log: silentLog,
    recognition: null,
    results: new MemoryResultStore(),
    newOwner: () => 'keeper',
    stepJobs: 100,
  };
}

/** A log, and all warnings that it was given. */
function listeningLog(): { readonly said: unknown[]; readonly log: Log } {
  const said: unknown[] = [];
  const warn = (event: string, fields?: object): void => void said.push({ event, ...fields });
  return { said, log: { ...silentLog, warn } };
}

const running = { status: 'RUNNING', owner: 'worker-1' } as const;

describe('keeping jobs', () => {
  it('queues the job of a worker that stopped beating, as a new attempt', async () => {
    const job = queuedJob({ ...running, leaseUntil: '2026-05-04T07:59:59.000Z' });
    const world = keeperWorld(job);

    expect(await keepJobs(world)).toBe(1);

    expect(world.jobs.jobs.get(job.jobId)).toMatchObject({
      status: 'QUEUED',
      attempt: 2,
      owner: null,
      leaseUntil: null,
    });
    expect(world.queue.sent).toMatchObject([
      { message: { jobId: job.jobId, attempt: 2, alone: true } },
    ]);
  });

  it('fails a job by name that four workers died in, instead of feeding it a fifth', async () => {
    const leaseUntil = '2026-05-04T07:59:59.000Z';
    const job = queuedJob({ ...running, leaseUntil, crashes: 3 });
    const world = keeperWorld(job);

    expect(await keepJobs(world)).toBe(1);

    expect(world.jobs.jobs.get(job.jobId)).toMatchObject({
      status: 'FAILED',
      error: { code: 'WORKER_CRASHED' },
      cost: null,
    });
    expect(world.results.results.get(job.jobId)?.usage.promptTokens).toBeNull();
    expect(world.queue.sent).toHaveLength(0);
  });

  it.each([
    ['the last worker', '2026-05-04'],
    ['one before midnight', '2026-05-03'],
  ])('lets go what %s of a job had reserved that it fails', async (_, date) => {
    const dead = { ...running, startedAt: '2026-05-04T07:58:00.000Z', crashes: 3 };
    const leaseUntil = '2026-05-04T07:59:59.000Z';
    const job = queuedJob({ ...dead, leaseUntil, unsettledSince: `${date}T07:58:00.000Z` });
    const world = keeperWorld(job);
    const { jobId, analysis: scope } = job;
    const limit = budgetLimit({ scope, tokens: 1_000 });
    const share = { date, scope, jobId, owner: 'worker-1' };
    await world.budgets.reserve(share, spending(0, 600), limit);
    const other = { ...share, jobId: 'another', owner: 'worker-2' };
    await world.budgets.reserve(other, spending(0, 100), limit);

    await keepJobs(world);

    const day = await world.budgets.day(date, scope);
    expect(Object.keys(day.reservations)).toEqual(['another']);
    expect(day).toMatchObject({ usedTokens: 100, settledTokens: 0 });
  });

  it('repairs the others when one job cannot be read', async () => {
    const job = queuedJob({ ...running, leaseUntil: '2026-05-04T07:59:59.000Z' });
    const world = keeperWorld(job);
    const broken = queuedJob({
      jobId: 'broken',
      ...running,
      leaseUntil: '2026-05-04T07:00:00.000Z',
    });
    world.jobs.jobs.set('broken', broken);
    const read = world.jobs.get.bind(world.jobs);
    world.jobs.get = async (jobId) => {
      if (jobId === 'broken') throw new Error('this item does not parse');
      return read(jobId);
    };

    expect(await keepJobs(world)).toBe(1);
    expect(world.jobs.jobs.get(job.jobId)?.status).toBe('QUEUED');
  });

  it('releases what waits for a night that was begun and left, and leaves other nights to come', async () => {
    const job = queuedJob({ status: 'WAITING', lane: 'nightly' });
    const world = keeperWorld(job);
    expect(await keepJobs(world)).toBe(0);
    const batchId = 'night-2026-05-04';
    const dead = { now: '2026-05-04T07:58:00.000Z', until: '2026-05-04T07:59:00.000Z' };
    await world.batches.take({ batchId, owner: 'a dead release', ...dead });

    expect(await keepJobs(world)).toBe(1);

    expect(world.jobs.jobs.get(job.jobId)).toMatchObject({ status: 'QUEUED', batchId });
    expect(world.queue.sent).toMatchObject([{ lane: 'nightly', message: { jobId: job.jobId } }]);
  });

  it('leaves a job alone whose worker is alive', async () => {
    const world = keeperWorld(queuedJob({ ...running, leaseUntil: '2026-05-04T08:00:30.000Z' }));

    expect(await keepJobs(world)).toBe(0);
  });

  it('sends a new message for a job that is stranded while its queue is empty', async () => {
    const job = queuedJob({ changedAt: '2026-05-04T07:57:00.000Z' });
    const world = keeperWorld(job);

    expect(await keepJobs(world)).toBe(1);

    expect(world.queue.sent).toMatchObject([{ message: { jobId: job.jobId, attempt: 2 } }]);
  });

  it('leaves a job alone whose message may just be on its way to a worker', async () => {
    const world = keeperWorld(queuedJob({ changedAt: '2026-05-04T07:58:30.000Z' }));

    expect(await keepJobs(world)).toBe(0);
  });

  it('waits for a job that may only be far back in its queue', async () => {
    const world = keeperWorld(queuedJob({ changedAt: '2026-05-04T07:29:00.000Z' }));
    world.queue.nonEmpty.add('now');

    expect(await keepJobs(world)).toBe(0);
  });

  it('sends it again after half a day, whatever else is in its queue', async () => {
    const world = keeperWorld(queuedJob({ changedAt: '2026-05-03T19:59:00.000Z' }));
    world.queue.nonEmpty.add('now');

    expect(await keepJobs(world)).toBe(1);
  });

  it('finds a job whose message got lost behind a backlog of the other lane', async () => {
    const lost = queuedJob({ changedAt: '2026-05-04T07:57:00.000Z' });
    const world = { ...keeperWorld(lost), stepJobs: 4 };
    world.queue.nonEmpty.add('nightly');
    for (const digit of '0123456789') {
      const jobId = digit.repeat(32);
      const changedAt = '2026-05-04T07:00:00.000Z';
      world.jobs.jobs.set(jobId, queuedJob({ jobId, changedAt, lane: 'nightly' }));
    }

    expect(await keepJobs(world)).toBe(1);

    expect(world.queue.sent).toMatchObject([{ message: { jobId: lost.jobId, attempt: 2 } }]);
  });

  it('counts a job as stranded from the time that it was put off to', async () => {
    const world = keeperWorld(
      queuedJob({ changedAt: '2026-05-04T07:00:00.000Z', notBefore: '2026-05-04T07:59:00.000Z' }),
    );

    expect(await keepJobs(world)).toBe(0);
  });

  it('resumes a held job when its time has come', async () => {
    const job = queuedJob({ status: 'HELD', heldUntil: '2026-05-04T08:00:00.000Z' });
    const world = keeperWorld(job);

    expect(await keepJobs(world)).toBe(1);
    expect(world.jobs.jobs.get(job.jobId)).toMatchObject({ status: 'QUEUED', heldUntil: null });
  });

  const heldByBudget = {
    status: 'HELD',
    heldReason: 'budget all 2026-05-04',
    heldUntil: '2026-05-05T00:00:00.000Z',
    heldAt: '2026-05-04T07:00:00.000Z',
  } as const;

  it.each([
    ['was raised', budgetLimit({ amount: '2', changedAt: '2026-05-04T07:30:00.000Z' })],
    ['was removed', budgetLimit({ changedAt: '2026-05-04T07:30:00.000Z' })],
    [
      'changed while the job was held',
      budgetLimit({ amount: '2', changedAt: '2026-05-04T06:59:30.000Z' }),
    ],
  ])('resumes a job before midnight whose budget %s', async (_how, limit) => {
    const job = queuedJob(heldByBudget);
    const world = keeperWorld(job);
    await world.budgets.setLimit(limit);

    expect(await keepJobs(world)).toBe(1);
    expect(world.queue.sent).toMatchObject([{ message: { jobId: job.jobId, attempt: 2 } }]);
  });

  it.each([
    ['is what it was', budgetLimit({ amount: '2' }), heldByBudget],
    [
      'was changed and is used up',
      budgetLimit({ amount: '1', changedAt: '2026-05-04T07:30:00.000Z' }),
      heldByBudget,
    ],
    [
      'was changed and still asks for a price',
      budgetLimit({ amount: '2', changedAt: '2026-05-04T07:30:00.000Z' }),
      { ...heldByBudget, error: { code: 'PRICE_UNKNOWN', message: '', retryable: true } },
    ],
  ])('leaves a job held whose budget %s', async (_how, limit, parts) => {
    const world = keeperWorld(queuedJob(parts));
    await world.budgets.setLimit(limit);
    const share = { date: '2026-05-04', scope: 'all', jobId: 'another job', owner: 'its worker' };
    await world.budgets.book(share, spending(1_000_000_000));

    expect(await keepJobs(world)).toBe(0);
  });

  it('resumes a job whose budget was raised, however often it was looked at since', async () => {
    const job = queuedJob({
      ...heldByBudget,
      heldAt: '2026-05-04T07:00:00.000Z',
      changedAt: '2026-05-04T07:50:00.000Z',
    });
    const world = keeperWorld(job);
    await world.budgets.setLimit(
      budgetLimit({ amount: '2', changedAt: '2026-05-04T07:30:00.000Z' }),
    );

    expect(await keepJobs(world)).toBe(1);
  });

  const deepseekRefuses = {
    scope: 'deepseek',
    open: true,
    code: 'MODEL_ACCOUNT_REFUSED',
    problem: 'no credit',
    openedAt: '2026-05-04T07:59:00.000Z',
    closedAt: null,
    answeredAt: null,
    probeAt: '2026-05-04T08:04:00.000Z',
    probes: 0,
    probedBy: null,
  };

  it('says in every run which provider refuses, also where another answers and no job is held', async () => {
    const { said, log } = listeningLog();
    const world = { ...keeperWorld(queuedJob()), log };
    await world.breakers.open(deepseekRefuses, new Date('2026-05-04T07:58:00.000Z'));

    await keepJobs(world);
    await world.breakers.close(deepseekRefuses, world.clock.now(), 'operator');
    await keepJobs(world);

    expect(said).toEqual([
      {
        event: 'jobs held or breakers open',
        heldAndOpen: 1,
        held: 0,
        open: 1,
        refusals: 'deepseek refuses calls since 2026-05-04T07:59:00.000Z (MODEL_ACCOUNT_REFUSED)',
      },
    ]);
  });

  it('says in every run how many jobs stay held, and nothing where none does', async () => {
    const { said, log } = listeningLog();
    const due = queuedJob({ status: 'HELD', heldUntil: '2026-05-04T08:00:30.000Z' });
    const world = { ...keeperWorld(due), log };

    await keepJobs(world);
    await keepJobs(world);
    await world.clock.advance(60_000);
    await keepJobs(world);

    expect(said).toEqual([
      { event: 'jobs held or breakers open', heldAndOpen: 1, held: 1, open: 0, refusals: '' },
      { event: 'jobs held or breakers open', heldAndOpen: 1, held: 1, open: 0, refusals: '' },
      { event: 'job queued again', jobId: due.jobId, attempt: 2, was: 'HELD' },
    ]);
  });

  const hourAgo = '2026-05-04T06:59:00.000Z';
  const nightAgo = '2026-05-03T23:59:00.000Z';

  it.each<[string, Partial<Job>, number]>([
    ['waits for another try', { unansweredSince: hourAgo }, 61],
    [
      'runs in vain',
      { ...running, leaseUntil: '2026-05-04T08:00:30.000Z', unansweredSince: hourAgo },
      61,
    ],
    ['waits since the night before', { lane: 'nightly', unansweredSince: nightAgo }, 481],
  ])(
    'says in every run for how long no provider has taken a call of a job that %s',
    async (_how, parts, longestMinutes) => {
      const { said, log } = listeningLog();
      const world = { ...keeperWorld(queuedJob(parts)), log };
      world.queue.nonEmpty.add('now').add('nightly');

      await keepJobs(world);
      await keepJobs(world);

      const told = { event: 'jobs unanswered', unanswered: 1, untaken: 0, longestMinutes };
      expect(said).toEqual([told, told]);
    },
  );

  it.each<[string, Partial<Job>]>([
    ['an hour', { unansweredSince: '2026-05-04T07:01:00.000Z' }],
    ['a night', { lane: 'nightly', unansweredSince: hourAgo }],
  ])(
    'says nothing of a job that has waited for a provider for less than %s',
    async (_time, parts) => {
      const { said, log } = listeningLog();
      const world = { ...keeperWorld(queuedJob(parts)), log };

      await keepJobs(world);

      expect(said).toEqual([]);
    },
  );

  it('says for how long no worker has taken a job, however often it was sent again', async () => {
    const { said, log } = listeningLog();
    const job = queuedJob({ queuedAt: hourAgo, changedAt: '2026-05-04T07:59:00.000Z' });
    const world = { ...keeperWorld(job), log };

    await keepJobs(world);

    const told = { event: 'jobs unanswered', unanswered: 1, untaken: 1, longestMinutes: 61 };
    expect(said).toEqual([told]);
  });

  it.each<[string, Partial<Job>, boolean]>([
    ['is in a backlog', { changedAt: '2026-05-04T07:59:00.000Z' }, true],
    ['was in a backlog till now', { changedAt: hourAgo }, false],
    [
      'was put off',
      { notBefore: '2026-05-04T07:30:00.000Z', changedAt: '2026-05-04T07:59:00.000Z' },
      false,
    ],
  ])('does not say of a job that no worker takes it where it %s', async (_how, parts, isBehind) => {
    const { said, log } = listeningLog();
    const world = { ...keeperWorld(queuedJob({ queuedAt: hourAgo, ...parts })), log };
    if (isBehind) world.queue.nonEmpty.add('now');

    await keepJobs(world);

    expect(said).not.toContainEqual(expect.objectContaining({ event: 'jobs unanswered' }));
  });

  it('leaves a job alone that something else than a budget holds', async () => {
    const world = keeperWorld(queuedJob({ ...heldByBudget, heldReason: 'account of deepseek' }));

    expect(await keepJobs(world)).toBe(0);
  });

  it('comes to a held job whose time has come, however many are held longer for another reason', async () => {
    const due = queuedJob({ status: 'HELD', heldUntil: '2026-05-04T08:00:00.000Z' });
    const world = { ...keeperWorld(due), stepJobs: 4 };
    await world.breakers.open(deepseekRefuses, new Date('2026-05-04T07:58:00.000Z'));
    for (const digit of '0123456789') {
      const jobId = digit.repeat(32);
      const changedAt = '2026-05-04T07:00:00.000Z';
      const held = queuedJob({ jobId, changedAt, status: 'HELD', heldBy: ['deepseek'] });
      world.jobs.jobs.set(jobId, held);
    }

    for (let minute = 1; minute <= 3; minute += 1) {
      await world.clock.advance(60_000);
      await keepJobs(world);
    }

    expect(world.queue.sent).toMatchObject([{ message: { jobId: due.jobId } }]);
  });

  it('does nothing the second time', async () => {
    const world = keeperWorld(queuedJob({ ...running, leaseUntil: '2026-05-04T07:59:59.000Z' }));
    await keepJobs(world);

    expect(await keepJobs(world)).toBe(0);
  });
});

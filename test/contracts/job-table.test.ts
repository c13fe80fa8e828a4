import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, describe, expect, it } from 'vitest';
import { DynamoJobTable } from '../../shared/adapters/aws/dynamo-job-table.ts';
import { jobKey } from '../../shared/adapters/aws/job-item.ts';
import { failedBeforeAsking } from '../../shared/job/build-result.ts';
import { finish, recover, release, renew, retry, take } from '../../shared/job/moves.ts';
import { queuedJob } from '../builders/job.ts';
import { MemoryJobTable } from '../fakes/memory-job-table.ts';
import { startEmulatedTable } from './emulated-table.ts';

const emulated = await startEmulatedTable();
afterAll(() => emulated.close());

let jobs = 0;
function anotherJob(parts: Parameters<typeof queuedJob>[0] = {}): ReturnType<typeof queuedJob> {
  jobs += 1;
  return queuedJob({ jobId: jobs.toString(16).padStart(32, '0'), ...parts });
}

const now = new Date('2026-05-04T08:00:00.000Z');
const later = new Date('2026-05-04T08:01:01.000Z');

describe.each([
  ['in memory', new MemoryJobTable()],
  ['on DynamoDB', new DynamoJobTable(emulated)],
])('a job table %s', (_where, table) => {
  it('creates a job once and returns what is there the second time', async () => {
    const job = anotherJob();

    expect(await table.create(job)).toEqual({ created: true, job });
    expect(await table.create({ ...job, attempt: 9 })).toEqual({ created: false, job });
    expect(await table.get(job.jobId)).toEqual(job);
  });

  it('knows nothing of a job that was never created', async () => {
    expect(await table.get('no such job')).toBeUndefined();
    expect(await table.move('no such job', take(anotherJob(), 'worker-1', now))).toBeUndefined();
  });

  it('lets one of two workers take a job', async () => {
    const job = anotherJob();
    await table.create(job);

    const taken = await Promise.all([
      table.move(job.jobId, take(job, 'worker-1', now)),
      table.move(job.jobId, take(job, 'worker-2', now)),
    ]);

    expect(taken.filter((one) => one !== undefined)).toHaveLength(1);
  });

  it('refuses the message of another attempt', async () => {
    const job = anotherJob({ attempt: 2 });
    await table.create(job);

    const earlier = { ...job, attempt: 1 };
    expect(await table.move(job.jobId, take(earlier, 'worker-1', now))).toBeUndefined();
  });

  it('lets nobody but the owner write, until the lease has run out', async () => {
    const job = anotherJob();
    await table.create(job);
    await table.move(job.jobId, take(job, 'worker-1', now));

    expect(await table.move(job.jobId, renew('worker-2', now))).toBeUndefined();
    expect(await table.move(job.jobId, take(job, 'worker-2', now))).toBeUndefined();
    expect(await table.move(job.jobId, recover(job, now))).toBeUndefined();
    expect(await table.move(job.jobId, take(job, 'worker-2', later))).toBeUndefined();
    const abandoned = { ...job, status: 'RUNNING' } as const;
    expect(await table.move(job.jobId, take(abandoned, 'worker-2', later))).toMatchObject({
      owner: 'worker-2',
    });
    expect(await table.move(job.jobId, renew('worker-1', later))).toBeUndefined();
  });

  it('keeps what a job ended with, and clears what it no longer has', async () => {
    const job = anotherJob();
    await table.create(job);
    await table.move(job.jobId, take(job, 'worker-1', now));
    const error = { code: 'ANSWER_BLANK', message: 'the answer is blank', retryable: false };
    const { usage, cost } = failedBeforeAsking(error);
    const ending = { status: 'FAILED', resultKey: 'results/x.json', usage, cost, error } as const;

    await table.move(job.jobId, finish('worker-1', ending, later));

    expect(await table.get(job.jobId)).toMatchObject({
      ...ending,
      owner: null,
      leaseUntil: null,
      completedAt: later.toISOString(),
    });
  });

  it('lists all jobs of a document, however many versions it has had', async () => {
    const { document } = anotherJob();
    // Beyond the megabyte that DynamoDB shows at a time.
    const error = { code: 'ANSWER_BLANK', message: 'x'.repeat(300_000), retryable: false };
    const versions = ['v1', 'v2', 'v3', 'v4', 'v5'];
    for (const version of versions) {
      const key = 'inbox/title-only/overwritten.txt';
      const ended = { status: 'FAILED', error } as const;
      await table.create(anotherJob({ ...ended, document: { ...document, key, version } }));
    }

    const listed = await table.listByDocument('documents', 'inbox/title-only/overwritten.txt');

    expect(listed.map((job) => job.document.version).toSorted()).toEqual(versions);
  });

  it('lists jobs by the state that they are in now', async () => {
    const waiting = anotherJob({ lane: 'nightly', status: 'WAITING', queuedAt: null });
    await table.create(waiting);
    expect(await table.listByStatus('WAITING', 100)).toContain(waiting.jobId);

    await table.move(waiting.jobId, release(waiting, 'night-2026-05-04', now));

    expect(await table.listByStatus('WAITING', 100)).not.toContain(waiting.jobId);
    expect(await table.listByStatus('QUEUED', 100)).toContain(waiting.jobId);
    expect(await table.get(waiting.jobId)).toMatchObject({ batchId: 'night-2026-05-04' });
  });

  it('lists jobs of one lane behind hundreds of the other that are longer unchanged', async () => {
    const night = { lane: 'nightly', changedAt: '2026-05-04T07:00:00.000Z' } as const;
    const nightly = Array.from({ length: 260 }, (_, index) =>
      anotherJob({ ...night, jobId: `f${String(index).padStart(31, '0')}` }),
    );
    const hidden = anotherJob({ jobId: 'f'.repeat(32), changedAt: now.toISOString() });
    for (const job of [...nightly, hidden]) await table.create(job);

    const listed = await table.listByLane('QUEUED', 64);

    expect(await table.listByStatus('QUEUED', 64)).not.toContain(hidden.jobId);
    expect(listed).toContain(hidden.jobId);
    const shown = nightly.filter(({ jobId }) => listed.includes(jobId));
    expect(shown.length).toBeGreaterThan(0);
    expect(shown.length).toBeLessThanOrEqual(32);
  });
});

describe('a job table that remembers jobs for thirty days', () => {
  const table = new DynamoJobTable(emulated, 30);

  async function expiryOf(jobId: string): Promise<unknown> {
    const { Item } = await emulated.client.send(
      new GetCommand({ TableName: emulated.name, Key: jobKey(jobId) }),
    );
    return Item?.['expiresAt'];
  }

  it('forgets a job thirty days after it has ended, and not while it is tried again', async () => {
    const job = anotherJob();
    await table.create(job);
    await table.move(job.jobId, take(job, 'worker-1', now));
    expect(await expiryOf(job.jobId)).toBeUndefined();
    const error = { code: 'ANSWER_BLANK', message: 'the answer is blank', retryable: false };
    const { usage, cost } = failedBeforeAsking(error);
    const ending = { status: 'FAILED', resultKey: 'results/x.json', usage, cost, error } as const;

    const ended = await table.move(job.jobId, finish('worker-1', ending, later));
    expect(await expiryOf(job.jobId)).toBe(Date.parse('2026-06-03T08:01:01.000Z') / 1000);
    if (ended === undefined) throw new Error('the job has not ended');
    await table.move(job.jobId, retry(ended, { notBefore: later, isFresh: false }, later));

    expect(await expiryOf(job.jobId)).toBeUndefined();
  });

  it('forgets an upload that could not become a job', async () => {
    const job = anotherJob({ status: 'FAILED', changedAt: now.toISOString() });

    await table.create(job);

    expect(await expiryOf(job.jobId)).toBe(Date.parse('2026-06-03T08:00:00.000Z') / 1000);
  });

  it('forgets nothing where it is told to remember for ever', async () => {
    const job = anotherJob({ status: 'FAILED' });

    await new DynamoJobTable(emulated, 0).create(job);

    expect(await expiryOf(job.jobId)).toBeUndefined();
  });
});

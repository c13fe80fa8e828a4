import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, describe, expect, it } from 'vitest';
import { DynamoBatchTable } from '../../shared/adapters/aws/dynamo-batch-table.ts';
import type { BatchTable } from '../../shared/ports/batch-table.ts';
import { MemoryBatchTable } from '../fakes/memory-batch-table.ts';
import { startEmulatedTable } from './emulated-table.ts';

const emulated = await startEmulatedTable();
afterAll(() => emulated.close());

const at = (time: string): string => `2026-05-04T${time}.000Z`;

let batches = 0;
function anotherBatch(): (owner: string, now?: string) => Parameters<BatchTable['take']>[0] {
  batches += 1;
  const batchId = `night-${batches}`;
  return (owner, now = '22:00:00') => ({
    batchId,
    owner,
    now: at(now),
    until: at(now.replace(/00$/, '59')),
  });
}

describe.each([
  ['in memory', new MemoryBatchTable()],
  ['on DynamoDB', new DynamoBatchTable(emulated)],
])('batches %s', (_where, table) => {
  it('are taken by one of two runs', async () => {
    const request = anotherBatch();

    const taken = await Promise.all([table.take(request('a')), table.take(request('b'))]);

    expect(taken.filter((one) => one !== undefined)).toHaveLength(1);
  });

  it('are taken over from a run that died, which then can neither go on nor end them', async () => {
    const request = anotherBatch();
    const { batchId } = request('a');
    await table.take(request('a'));
    expect(await table.take(request('b', '22:00:59'))).toBeUndefined();

    expect(await table.take(request('b', '22:01:00'))).toMatchObject({ owner: 'b' });
    const step = { batchId, releasedJobs: 3, until: at('22:02:00') };
    expect(await table.advance({ ...step, owner: 'a' })).toBe(false);
    await table.letGo(batchId, 'a');
    await table.finish(batchId, 'a');
    expect(await table.advance({ ...step, owner: 'b' })).toBe(true);
    expect(await table.listUnfinished()).toContain(batchId);
  });

  it('are kept for as long as their run goes on', async () => {
    const request = anotherBatch();
    const { batchId } = request('a');
    await table.take(request('a'));
    await table.advance({ batchId, owner: 'a', releasedJobs: 3, until: at('22:05:00') });

    expect(await table.take(request('b', '22:04:00'))).toBeUndefined();
  });

  it('that were let go are free at once, and remember when they began and what was released', async () => {
    const request = anotherBatch();
    const { batchId } = request('a');
    await table.take(request('a'));
    await table.advance({ batchId, owner: 'a', releasedJobs: 3, until: at('22:05:00') });
    await table.letGo(batchId, 'a');

    expect(await table.take(request('b', '22:01:00'))).toEqual({
      batchId,
      owner: 'b',
      leaseUntil: at('22:01:59'),
      startedAt: at('22:00:00'),
      releasedJobs: 3,
    });
  });

  it('are listed from when they are first taken until they are finished', async () => {
    const request = anotherBatch();
    const { batchId } = request('a');
    expect(await table.listUnfinished()).not.toContain(batchId);

    await table.take(request('a'));
    await table.letGo(batchId, 'a');
    expect(await table.listUnfinished()).toContain(batchId);
    await table.take(request('b'));
    await table.finish(batchId, 'b');
    expect(await table.listUnfinished()).not.toContain(batchId);
  });

  it('begin anew when they are taken after they were finished', async () => {
    const request = anotherBatch();
    const { batchId } = request('a');
    await table.take(request('a'));
    await table.finish(batchId, 'a');

    const again = await table.take(request('b', '23:00:00'));

    expect(again).toMatchObject({ owner: 'b', startedAt: at('23:00:00') });
    expect(await table.listUnfinished()).toContain(batchId);
  });
});

describe('batches on DynamoDB', () => {
  it('belong to the run whose write of them was sent again because its reply was lost', async () => {
    const request = anotherBatch();
    const table = new DynamoBatchTable(emulated.losingReplies);

    expect(await table.take(request('a'))).toMatchObject({ owner: 'a', startedAt: at('22:00:00') });
    expect(await table.take(request('b'))).toBeUndefined();
  });

  it('are forgotten ninety days after they were last taken', async () => {
    const request = anotherBatch();
    const { batchId } = request('a');
    await new DynamoBatchTable(emulated).take(request('a'));

    const Key = { pk: `BATCH#${batchId}`, sk: 'BATCH' };
    const { Item } = await emulated.client.send(new GetCommand({ TableName: emulated.name, Key }));

    expect(Item?.['expiresAt']).toBe(Date.parse('2026-08-02T22:00:00.000Z') / 1000);
  });
});

import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, describe, expect, it } from 'vitest';
import { DynamoCallLimits } from '../../shared/adapters/aws/dynamo-call-limits.ts';
import { lifted, shareLeaseMs } from '../../shared/extraction/call-limit.ts';
import { lowered } from '../../shared/extraction/lowered-limit.ts';
import { later } from '../../shared/job/lease.ts';
import type { CallLimits } from '../../shared/ports/call-limits.ts';
import { livingWorker } from '../builders/living-worker.ts';
import { ManualClock } from '../fakes/manual-clock.ts';
import { MemoryCallLimits } from '../fakes/memory-call-limits.ts';
import { startEmulatedTable } from './emulated-table.ts';

const emulated = await startEmulatedTable();
afterAll(() => emulated.close());
const clock = new ManualClock();

let providers = 0;
function anotherProvider(): string {
  providers += 1;
  return `custom http://127.0.0.1:${providers}/v1`;
}

function joining(provider: string, worker: string, taken = 0): Parameters<CallLimits['join']>[0] {
  const until = later(clock.now(), shareLeaseMs);
  const servedAt = clock.now().toISOString();
  return { provider, worker, alive: livingWorker({ until, taken, servedAt }), ceiling: 40 };
}

describe.each([
  ['in memory', new MemoryCallLimits(clock)],
  ['on DynamoDB', new DynamoCallLimits(emulated, clock)],
])('call limits %s', (_where, limits) => {
  it('begin at the ceiling, and count every worker that joins at the same time', async () => {
    const provider = anotherProvider();

    await Promise.all(['a', 'b', 'c'].map((worker) => limits.join(joining(provider, worker))));
    const known = await limits.join(joining(provider, 'd'));

    expect(known).toMatchObject({ limit: 40, notBefore: null, stormAt: null, version: 1 });
    expect(Object.keys(known.workers).toSorted()).toEqual(['a', 'b', 'c', 'd']);
  });

  it('show which providers nobody calls yet, and until when', async () => {
    const [provider, other] = [anotherProvider(), anotherProvider()];
    const until = { notBefore: later(clock.now(), 3_600_000), version: 2 };
    await limits.change(provider, { ...(await limits.join(joining(provider, 'a'))), ...until });
    const past = { notBefore: later(clock.now(), -1), version: 2 };
    await limits.change(other, { ...(await limits.join(joining(other, 'a'))), ...past });

    const waiting = await limits.listWaiting(clock.now());

    expect(waiting).toContainEqual({
      provider,
      notBefore: until.notBefore,
      limit: expect.objectContaining(until),
    });
    expect(waiting.map((wait) => wait.provider)).not.toContain(other);
    const seen = waiting.find((wait) => wait.provider === provider);
    expect(seen && (await limits.change(provider, lifted(seen.limit)))).toBe(true);
    const left = await limits.listWaiting(clock.now());
    expect(left.map((wait) => wait.provider)).not.toContain(provider);
  });

  it('are changed by one of two who saw the same', async () => {
    const provider = anotherProvider();
    const seen = await limits.join(joining(provider, 'a'));
    const refused = {
      startedAt: clock.now(),
      isOfStorm: true,
      callsAtOnce: 40,
      retryAfterMs: 30_000,
    };
    const next = lowered(seen, refused, clock.now());
    if (next === null) throw new Error('nothing was lowered');

    const changed = await Promise.all([
      limits.change(provider, next),
      limits.change(provider, next),
    ]);

    expect(changed.filter(Boolean)).toHaveLength(1);
    const known = await limits.join(joining(provider, 'b'));
    expect(known).toMatchObject({
      limit: 20,
      notBefore: next.notBefore,
      changedAt: next.changedAt,
      stormAt: next.stormAt,
      version: 2,
    });
    expect(Object.keys(known.workers).toSorted()).toEqual(['a', 'b']);
  });

  it('tell everybody what the provider has taken of each', async () => {
    const provider = anotherProvider();
    await limits.join(joining(provider, 'a', 3));
    await limits.join(joining(provider, 'a', 5));

    const { workers } = await limits.join(joining(provider, 'b', 2));

    const taken = Object.entries(workers).map(([worker, alive]) => [worker, alive.taken]);
    expect(Object.fromEntries(taken)).toEqual({ a: 5, b: 2 });
  });

  it('forget a worker that leaves, and nobody who never joined', async () => {
    const provider = anotherProvider();
    await limits.leave(provider, 'a');
    await limits.join(joining(provider, 'a'));

    await limits.leave(provider, 'a');

    expect(Object.keys((await limits.join(joining(provider, 'b'))).workers)).toEqual(['b']);
  });

  it('forget the workers that stopped beating', async () => {
    const provider = anotherProvider();
    await limits.join(joining(provider, 'a'));
    await clock.advance(shareLeaseMs + 1);

    await limits.join(joining(provider, 'b'));

    expect(Object.keys((await limits.join(joining(provider, 'b'))).workers)).toEqual(['b']);
  });
});

describe('call limits on DynamoDB', () => {
  it('show a wait that an earlier release wrote once a worker has joined', async () => {
    const limits = new DynamoCallLimits(emulated, clock);
    const provider = anotherProvider();
    const until = { notBefore: later(clock.now(), 3_600_000), version: 2 };
    await limits.change(provider, { ...(await limits.join(joining(provider, 'a'))), ...until });
    await emulated.client.send(
      new UpdateCommand({
        TableName: emulated.name,
        Key: { pk: `LIMIT#${provider}`, sk: 'LIMIT' },
        UpdateExpression: 'REMOVE statusShard',
      }),
    );

    await limits.join(joining(provider, 'b'));

    const waiting = await limits.listWaiting(clock.now());
    expect(waiting.map((wait) => wait.provider)).toContain(provider);
  });

  it('forget many workers that died together in writes whose expressions DynamoDB takes', async () => {
    const limits = new DynamoCallLimits(emulated, clock);
    const provider = anotherProvider();
    const workers = Array.from({ length: 110 }, (_, index) => `worker-${index}`);
    for (const worker of workers) await limits.join(joining(provider, worker));
    await clock.advance(shareLeaseMs + 1);
    const longest = longestExpression();

    for (const _ of [1, 2, 3, 4, 5]) await limits.join(joining(provider, 'alive'));

    // The emulator does not hold us to it.
    expect(longest.bytes).toBeLessThan(4_096);
    const known = await limits.join(joining(provider, 'alive'));
    expect(Object.keys(known.workers)).toEqual(['alive']);
  });
});

/** The longest expression that is sent from now on. */
function longestExpression(): { bytes: number } {
  const longest = { bytes: 0 };
  emulated.client.middlewareStack.add(
    (send) => async (request) => {
      for (const [name, value] of Object.entries(request.input)) {
        if (name.endsWith('Expression'))
          longest.bytes = Math.max(longest.bytes, String(value).length);
      }
      return send(request);
    },
    { step: 'initialize' },
  );
  return longest;
}

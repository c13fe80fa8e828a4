import { array, assert, integer, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type CallLimit,
  firstCallLimit,
  shareBeatMs,
} from '../../../shared/extraction/call-limit.ts';
import { lowered } from '../../../shared/extraction/lowered-limit.ts';
import { later } from '../../../shared/job/lease.ts';
import { alwaysServed, livingWorker } from '../../builders/living-worker.ts';

const start = new Date('2026-05-04T08:00:00.000Z');
const minuteMs = 60_000;

/** More than any limit here: what was in flight reached it. */
const inStorm = { isOfStorm: true, callsAtOnce: 10_000 };

function after(ms: number): Date {
  return new Date(start.getTime() + ms);
}

/** A limit of a provider that answers meanwhile. */
function servedLimit(ceiling: number): CallLimit {
  return { ...firstCallLimit(ceiling, start), workers: { a: alwaysServed } };
}

/** What storms make of a limit, each as soon as calls are sent again; how long nobody calls after each. */
function afterStorms(times: number, first: CallLimit): { limit: CallLimit; pausesMs: number[] } {
  let limit = first;
  let now = start;
  const pausesMs: number[] = [];
  for (let storm = 1; storm <= times; storm += 1) {
    const startedAt = new Date(now.getTime() + 1);
    limit = lowered(limit, { ...inStorm, startedAt, retryAfterMs: null }, startedAt) ?? limit;
    const endsAt = Date.parse(limit.notBefore ?? '');
    pausesMs.push(endsAt - startedAt.getTime());
    now = new Date(endsAt);
  }
  return { limit, pausesMs };
}

describe('a limit on calls that are refused', () => {
  it('is halved once by all the refusals of a storm, and again by the next storm', () => {
    assert(
      property(array(integer({ min: 0, max: shareBeatMs }), { minLength: 1 }), (starts) => {
        let limit: CallLimit = servedLimit(64);
        for (const ms of [0, ...starts.toSorted((one, other) => one - other)]) {
          const refused = { startedAt: after(ms), ...inStorm, retryAfterMs: null };
          limit = lowered(limit, refused, after(ms)) ?? limit;
        }
        expect(limit.limit).toBe(32);

        const next = { startedAt: after(shareBeatMs + 1), ...inStorm, retryAfterMs: null };
        expect(lowered(limit, next, after(shareBeatMs + 2))?.limit).toBe(16);
      }),
    );
  });

  it('stays where single calls are refused, which wait all the same as long as they are told to', () => {
    const single = { startedAt: start, isOfStorm: false, callsAtOnce: 1 };

    expect(lowered(firstCallLimit(8, start), { ...single, retryAfterMs: null }, start)).toBeNull();
    expect(
      lowered(firstCallLimit(8, start), { ...single, retryAfterMs: 60_000 }, start),
    ).toMatchObject({ limit: 8, stormAt: null, notBefore: later(start, 60_000) });
  });

  it('is half of what was in flight where that was less', () => {
    const alive = alwaysServed;
    const limit = { ...firstCallLimit(2_500, start), workers: { a: alive, b: alive } };

    const refused = { startedAt: start, isOfStorm: true, callsAtOnce: 5, retryAfterMs: null };

    expect(lowered(limit, refused, start)?.limit).toBe(5);
  });

  it('is no less than what the provider has taken of all workers that live', () => {
    const until = later(start, 1_000);
    const workers = {
      a: { ...alwaysServed, taken: 30 },
      b: livingWorker({ until, taken: 12 }),
      dead: livingWorker({ until: later(start, -1), taken: 50 }),
    };
    const refused = { ...inStorm, startedAt: start, retryAfterMs: null };

    expect(lowered({ ...firstCallLimit(64, start), workers }, refused, start)?.limit).toBe(42);
    expect(lowered({ ...firstCallLimit(100, start), workers }, refused, start)?.limit).toBe(50);
    expect(lowered({ ...firstCallLimit(40, start), workers }, refused, start)?.limit).toBe(40);
  });

  it('lets nobody call after it was halved before all workers have learned of that', () => {
    const refused = { ...inStorm, startedAt: start, retryAfterMs: null };

    expect(lowered(servedLimit(64), refused, start)?.notBefore).toBe(later(start, shareBeatMs));
  });

  it('lets nobody call before the provider allows it, and never allows more than it', () => {
    const hour = { startedAt: start, ...inStorm, retryAfterMs: 3_600_000 };
    const limit = lowered(servedLimit(8), hour, start);

    expect(limit?.notBefore).toBe(later(start, 3_600_000));
    const sooner = { startedAt: start, ...inStorm, retryAfterMs: 60_000 };
    expect(limit && lowered(limit, sooner, after(10))).toBeNull();
    const longer = { startedAt: start, ...inStorm, retryAfterMs: 7_200_000 };
    expect(limit && lowered(limit, longer, after(10))).toMatchObject({
      limit: 4,
      notBefore: '2026-05-04T10:00:01.000Z',
    });
  });

  it('stays where a storm finds nobody served, and nobody calls for twice as long each time, a minute at most', () => {
    const { limit, pausesMs } = afterStorms(6, firstCallLimit(64, start));

    expect(limit).toMatchObject({ limit: 64, changedAt: start.toISOString() });
    expect(pausesMs).toEqual([5_000, 10_000, 20_000, 40_000, 60_000, 60_000]);
  });

  it('is halved again by a storm after somebody was served, or has a call that is worked on', () => {
    const { limit } = afterStorms(3, firstCallLimit(64, start));
    const [startedAt, until] = [after(2 * minuteMs), later(start, 3 * minuteMs)];
    const refused = { ...inStorm, startedAt, retryAfterMs: null };
    const workers = { a: livingWorker({ until, servedAt: later(start, minuteMs) }) };

    expect(lowered({ ...limit, workers }, refused, startedAt)).toMatchObject({
      limit: 32,
      notBefore: later(startedAt, shareBeatMs),
    });
  });

  it('stays also where somebody was served before the last storm only, or has died since', () => {
    const { limit } = afterStorms(1, firstCallLimit(64, start));
    const [startedAt, until] = [after(minuteMs), later(start, 2 * minuteMs)];
    const refused = { ...inStorm, startedAt, retryAfterMs: null };
    const workers = {
      a: livingWorker({ until, servedAt: start.toISOString() }),
      dead: { ...alwaysServed, until: later(start, minuteMs - 1) },
    };

    expect(lowered({ ...limit, workers }, refused, startedAt)?.limit).toBe(64);
  });

  it('pauses calls for a beat again in a storm that has nothing to do with the last', () => {
    const { limit } = afterStorms(5, firstCallLimit(64, start));
    const startedAt = after(60 * minuteMs);
    const refused = { ...inStorm, startedAt, retryAfterMs: null };

    expect(lowered(limit, refused, startedAt)?.notBefore).toBe(later(startedAt, shareBeatMs));
  });
});

import { array, assert, constantFrom, integer, property, record } from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  callCeiling,
  type CallLimit,
  firstCallLimit,
  lowered,
  raised,
  shareBeatMs,
} from '../../../shared/extraction/call-limit.ts';
import { later } from '../../../shared/job/lease.ts';
import { livingWorker } from '../../builders/living-worker.ts';

const start = new Date('2026-05-04T08:00:00.000Z');

/** More than any limit here: what was in flight reached it. */
const inStorm = { isOfStorm: true, callsAtOnce: 10_000 };

function after(ms: number): Date {
  return new Date(start.getTime() + ms);
}

const ceilings = integer({ min: 1, max: 5_000 });

/** Rounds of answers and refused calls, each some time after the one before. */
const history = array(
  record({ what: constantFrom('round', 'refusal'), afterMs: integer({ min: 0, max: 60_000 }) }),
  { maxLength: 60 },
);

describe('the limit on calls at once', () => {
  it('stays between one and the ceiling whatever happens', () => {
    assert(
      property(ceilings, history, (ceiling, steps) => {
        let limit = firstCallLimit(ceiling, start);
        let atMs = 0;
        for (const { what, afterMs } of steps) {
          const startedAt = after(atMs);
          atMs += afterMs;
          const now = after(atMs);
          limit =
            (what === 'round'
              ? raised(limit, { startedAt, ceiling }, now)
              : lowered(limit, { startedAt, ...inStorm, retryAfterMs: null }, now)) ?? limit;

          expect(limit.limit).toBeGreaterThanOrEqual(1);
          expect(limit.limit).toBeLessThanOrEqual(ceiling);
        }
      }),
    );
  });

  it('is halved once by all the refusals of a storm, and again by the next storm', () => {
    assert(
      property(array(integer({ min: 0, max: shareBeatMs }), { minLength: 1 }), (starts) => {
        let limit: CallLimit = firstCallLimit(64, start);
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
    ).toMatchObject({ limit: 8, loweredAt: null, notBefore: later(start, 60_000) });
  });

  it('is half of what was in flight where that was less', () => {
    const alive = livingWorker({ until: later(start, 1_000) });
    const limit = { ...firstCallLimit(2_500, start), workers: { a: alive, b: alive } };

    const refused = { startedAt: start, isOfStorm: true, callsAtOnce: 5, retryAfterMs: null };

    expect(lowered(limit, refused, start)?.limit).toBe(5);
  });

  it('is no less than what the provider has taken of all workers that live', () => {
    const until = later(start, 1_000);
    const workers = {
      a: livingWorker({ until, taken: 30 }),
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

    expect(lowered(firstCallLimit(64, start), refused, start)?.notBefore).toBe(
      later(start, shareBeatMs),
    );
  });

  it('is back at the ceiling after eighty rounds of answers', () => {
    assert(
      property(ceilings, (ceiling) => {
        let limit: CallLimit = { ...firstCallLimit(ceiling, start), limit: 1 };
        for (let round = 1; round <= 80; round += 1) {
          limit = raised(limit, { startedAt: after(round), ceiling }, after(round)) ?? limit;
        }

        expect(limit.limit).toBe(ceiling);
      }),
    );
  });

  it('rises once a round, however many workers had one at the same time', () => {
    const limit = { ...firstCallLimit(100, start), limit: 10 };
    const round = { startedAt: start, ceiling: 100 };

    const first = raised(limit, round, after(9_000));

    expect(first?.limit).toBe(12);
    expect(first && raised(first, round, after(9_001))).toBeNull();
  });

  it('lets nobody call before the provider allows it, and never allows more than it', () => {
    const hour = { startedAt: start, ...inStorm, retryAfterMs: 3_600_000 };
    const limit = lowered(firstCallLimit(8, start), hour, start);

    expect(limit?.notBefore).toBe(later(start, 3_600_000));
    const sooner = { startedAt: start, ...inStorm, retryAfterMs: 60_000 };
    expect(limit && lowered(limit, sooner, after(10))).toBeNull();
    const longer = { startedAt: start, ...inStorm, retryAfterMs: 7_200_000 };
    expect(limit && lowered(limit, longer, after(10))).toMatchObject({
      limit: 4,
      notBefore: '2026-05-04T10:00:01.000Z',
    });
  });

  it('begins at what the provider publishes, and at a hundred where it publishes nothing', () => {
    expect(callCeiling('deepseek')).toBe(2500);
    expect(callCeiling('cometapi')).toBe(100);
  });
});

import { array, assert, constantFrom, integer, property, record } from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  callCeiling,
  type CallLimit,
  firstCallLimit,
  raised,
} from '../../../shared/extraction/call-limit.ts';
import { lowered } from '../../../shared/extraction/lowered-limit.ts';
import { alwaysServed } from '../../builders/living-worker.ts';

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
        let limit: CallLimit = { ...firstCallLimit(ceiling, start), workers: { a: alwaysServed } };
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

  it('begins at what the provider publishes, and at a hundred where it publishes nothing', () => {
    expect(callCeiling('deepseek')).toBe(2500);
    expect(callCeiling('cometapi')).toBe(100);
  });
});

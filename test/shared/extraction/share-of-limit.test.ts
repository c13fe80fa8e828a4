import { assert, integer, property, string, uniqueArray } from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type CallLimit,
  firstCallLimit,
  type LivingWorker,
} from '../../../shared/extraction/call-limit.ts';
import { shareOf, turnMs } from '../../../shared/extraction/share-of-limit.ts';
import { later } from '../../../shared/job/lease.ts';
import { livingWorker } from '../../builders/living-worker.ts';

const now = new Date('2026-05-04T08:00:00.000Z');
const until = later(now, 1);

function limitOf(calls: number, workers: CallLimit['workers']): CallLimit {
  return { ...firstCallLimit(calls, now), workers };
}

/** The shares of workers of which these things are known, each by its name. */
function sharesOf(
  calls: number,
  known: Record<string, Partial<LivingWorker>>,
): Record<string, number> {
  const workers = Object.fromEntries(
    Object.entries(known).map(([id, given]) => [id, livingWorker({ until, ...given })]),
  );
  const limit = limitOf(calls, workers);
  return Object.fromEntries(Object.keys(known).map((id) => [id, shareOf(limit, id, now)]));
}

const longAgo = later(now, -3_600_000);
const lately = later(now, -20_000);
const inItsTurn = { turnAt: later(now, 1 - turnMs) };
const afterItsTurn = { turnAt: later(now, -turnMs) };

describe('the limit on calls', () => {
  it('is shared out whole among the workers that live', () => {
    assert(
      property(
        uniqueArray(string({ minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 30 }),
        integer({ min: 1, max: 200 }),
        (ids, calls) => {
          const dead = livingWorker({ until: later(now, -1), taken: 1 });
          const alive = Object.fromEntries(ids.map((id) => [id, livingWorker({ until })]));
          const limit = limitOf(calls, { ...alive, 'a worker that died': dead });

          const shares = ids.map((id) => shareOf(limit, id, now));

          expect(shares.reduce((sum, share) => sum + share, 0)).toBe(calls);
          expect(Math.max(...shares) - Math.min(...shares)).toBeLessThanOrEqual(1);
        },
      ),
    );
  });

  it('goes to those that were served the longest time ago, or never, where it is smaller than their number', () => {
    const known = { a: { servedAt: lately }, b: { servedAt: longAgo }, c: {} };

    expect(sharesOf(1, known)).toEqual({ a: 0, b: 0, c: 1 });
    expect(sharesOf(2, known)).toEqual({ a: 0, b: 1, c: 1 });
  });

  it('leaves a worker its place as long as its turn lasts, whoever else waits', () => {
    const served = { servedAt: lately, taken: 1 };

    expect(sharesOf(1, { a: { ...served, ...inItsTurn }, b: {} })).toEqual({ a: 1, b: 0 });
  });

  it('gives nobody the place of a call that is in flight when its turn is over', () => {
    const busy = { ...afterItsTurn, servedAt: lately };

    expect(sharesOf(1, { a: { ...busy, taken: 1 }, b: {} })).toEqual({ a: 0, b: 0 });
    expect(sharesOf(3, { a: { ...busy, taken: 2 }, b: {}, c: {}, d: {} })).toEqual({
      a: 0,
      b: 1,
      c: 0,
      d: 0,
    });
    expect(sharesOf(1, { a: { ...busy, taken: 0 }, b: {} })).toEqual({ a: 0, b: 1 });
  });

  it('goes again to a worker that was refused throughout its turn', () => {
    const refused = { ...afterItsTurn, servedAt: longAgo };

    expect(sharesOf(1, { a: refused, b: { servedAt: lately } })).toEqual({ a: 1, b: 0 });
  });

  it('is overdrawn by no worker where it falls while all have a turn', () => {
    const all = { a: inItsTurn, b: inItsTurn, c: inItsTurn };

    expect(sharesOf(2, all)).toEqual({ a: 1, b: 1, c: 0 });
  });
});

import { describe, expect, it } from 'vitest';
import { lifted } from '../../../shared/extraction/call-limit.ts';
import { JobCancelled, LeaseLost } from '../../../shared/failure/job-errors.ts';
import {
  ModelCallCut,
  ModelThrottled,
  ModelUnavailable,
} from '../../../shared/failure/model-errors.ts';
import { later } from '../../../shared/job/lease.ts';
import { callOf, callUntilAnswered, fleetOf } from '../../builders/fleet.ts';
import { livingWorker } from '../../builders/living-worker.ts';
import { CrowdedProvider } from '../../fakes/crowded-provider.ts';
import { randomFrom } from '../../fuzz/random.ts';

const joining = { provider: 'cometapi', worker: 'a worker that is gone', ceiling: 100 };

describe('calls of many workers', () => {
  it('all get their answer from a provider that takes few at once, most of them at the first try', async () => {
    const { clock, workers } = fleetOf(4);
    const provider = new CrowdedProvider(clock, { callsAtOnce: 16, callMs: 4_000 });
    const startedAt = clock.now().getTime();

    await clock.passUntil(
      Promise.all(
        Array.from({ length: 800 }, (_, index) => workers[index % 4]).map(
          async (worker) => worker && callUntilAnswered(worker, () => provider.call()),
        ),
      ),
    );

    const seconds = (clock.now().getTime() - startedAt) / 1_000;
    const afterTheStorm = provider.refusedAt.filter((at) => at > startedAt + 60_000);
    expect(provider.answered).toBe(800);
    expect(afterTheStorm.length).toBeLessThan(400);
    // Sixteen at once without a pause need 200 s.
    expect(seconds).toBeLessThan(300);
  });

  it('are never more than the limit, of which each worker takes its share', async () => {
    const { clock, limits, workers } = fleetOf(3);
    const known = await limits.join({
      ...joining,
      alive: livingWorker({ until: clock.now().toISOString() }),
    });
    await limits.change('cometapi', { ...known, limit: 7, version: known.version + 1 });
    const provider = new CrowdedProvider(clock, { callsAtOnce: 30, callMs: 20_000 });

    const calling = Promise.all(
      Array.from({ length: 30 }, (_, index) => workers[index % 3]).map(
        async (worker) => worker && callOf(worker, () => provider.call()),
      ),
    );
    // By then each has learned of the others, and its first calls have ended.
    await clock.advance(20_500);

    expect(provider.inFlight).toBe(7);
    await clock.passUntil(calling);
    expect(provider.answered).toBe(30);
  });

  it('that are refused together halve the limit once, which alone is called lowering it', async () => {
    const { clock, limits, warnings, workers } = fleetOf(5);
    let calls = 0;
    const refuseFifty = async (): Promise<string> => {
      calls += 1;
      if (calls > 1 && calls <= 51) throw new ModelThrottled('too many requests');
      return 'answer';
    };
    const fifty = Array.from({ length: 50 }, (_, index) => workers[index % 5]);

    for (const some of [fifty.slice(0, 1), fifty]) {
      await clock.passUntil(
        Promise.all(some.map(async (worker) => worker && callOf(worker, refuseFifty))),
      );
    }

    expect(limits.changes.map(({ limit }) => limit)).toEqual([25]);
    expect(warnings).toEqual(['call limit lowered']);
  });

  it.each([1, 5])(
    'are as many at once as before after an outage of %i minutes',
    async (minutes) => {
      const { clock, limits, warnings, workers } = fleetOf(20);
      const startedAt = clock.now().getTime();
      let refused = 0;
      const send = async (): Promise<string> => {
        if (clock.now().getTime() < startedAt + minutes * 60_000) {
          refused += 1;
          await clock.wait(100);
          throw new ModelUnavailable('HTTP 503');
        }
        await clock.wait(30_000);
        return 'answer';
      };

      await clock.passUntil(
        Promise.all(
          Array.from({ length: 200 }, (_, index) => workers[index % 20]).map(
            async (worker) => worker && callUntilAnswered(worker, send),
          ),
        ),
      );

      // A hundred at once, twice; and the last pause may have begun just before the end.
      const seconds = (clock.now().getTime() - startedAt) / 1_000;
      expect(seconds).toBeLessThan(minutes * 60 + 2 * 30 + 65);
      expect(new Set(limits.changes.map(({ limit }) => limit))).toEqual(new Set([100]));
      expect(new Set(warnings)).toEqual(new Set(['calls wait for the provider']));
      expect(refused).toBeLessThan(200 * (minutes + 3));
    },
  );

  it('are not sent by anyone for the hour that the provider asks for', async () => {
    const { clock, limits, workers } = fleetOf(3);
    const [first, ...others] = workers;
    if (first === undefined) throw new Error('there is no worker');
    const throttled = new ModelThrottled('come back later', { retryAfterMs: 3_600_000 });
    const startedAt = clock.now().getTime();
    const sentAt: number[] = [];
    const send = async (): Promise<string> => {
      sentAt.push(clock.now().getTime());
      return 'answer';
    };

    await expect(callOf(first, () => Promise.reject(throttled))).rejects.toBe(throttled);
    await expect(others[0] && callOf(others[0], send)).rejects.toMatchObject({
      code: 'PROVIDER_BUSY',
      until: limits.limits.get('cometapi')?.notBefore,
    });
    await clock.passUntil(
      Promise.all(workers.map(async (worker) => callUntilAnswered(worker, send))),
    );

    expect(sentAt).toHaveLength(3);
    expect(Math.min(...sentAt) - startedAt).toBeGreaterThanOrEqual(3_600_000);
  });

  it('are not sent for a day at most, whatever the provider asks for, which is told to a person', async () => {
    const { clock, limits, warnings, workers } = fleetOf(1);
    const [worker] = workers;
    if (worker === undefined) throw new Error('there is no worker');
    const throttled = new ModelThrottled('a date', { retryAfterMs: 1_795_000_000_000 });

    await expect(callOf(worker, () => Promise.reject(throttled))).rejects.toBe(throttled);

    expect(limits.limits.get('cometapi')?.notBefore).toBe(later(clock.now(), 24 * 3_600_000));
    expect(warnings).toEqual(['asked wait cut', 'calls wait for the provider']);
  });

  it('do not come back in the same moment after a wait that all were asked for, nor before it', async () => {
    const { clock, workers } = fleetOf(4);
    const startedAt = clock.now().getTime();
    const sentAt: number[] = [];
    const refused = new Set<number>();
    const sendAs = (index: number) => async (): Promise<string> => {
      if (refused.has(index)) {
        sentAt.push(clock.now().getTime() - startedAt);
        return 'answer';
      }
      refused.add(index);
      throw new ModelThrottled('wait', { retryAfterMs: 20_000 });
    };

    await clock.passUntil(
      Promise.all(workers.map(async (worker, index) => callOf(worker, sendAs(index)))),
    );

    expect(Math.min(...sentAt)).toBeGreaterThanOrEqual(20_000);
    expect(Math.max(...sentAt)).toBeLessThan(24_000);
    expect(new Set(sentAt).size).toBe(4);
  });

  it('that wait for the provider go on within seconds when somebody lifts the wait', async () => {
    const { clock, limits, workers } = fleetOf(1);
    const [worker] = workers;
    if (worker === undefined) throw new Error('there is no worker');
    const known = await limits.join({
      ...joining,
      alive: livingWorker({ until: later(clock.now(), 1) }),
    });
    const waiting = { ...known, notBefore: later(clock.now(), 500_000), version: 2 };
    await limits.change('cometapi', waiting);
    const startedAt = clock.now().getTime();

    const calling = callOf(worker, async () => 'answer');
    await clock.advance(10_000);
    await limits.change('cometapi', { ...waiting, notBefore: null, version: 3 });
    await clock.passUntil(calling);

    expect(clock.now().getTime() - startedAt).toBeLessThan(25_000);
  });

  it('lower the limit for a server that refuses one after the other, and not for a few of many', async () => {
    const { clock, limits, workers } = fleetOf(1);
    const [worker] = workers;
    if (worker === undefined) throw new Error('there is no worker');
    const failures = [1, 2, 3].map(() => new ModelUnavailable('HTTP 503'));
    const answerAfterFailures = async (): Promise<string> => {
      const failure = failures.shift();
      if (failure !== undefined) throw failure;
      return 'answer';
    };

    await clock.passUntil(callOf(worker, answerAfterFailures));
    expect(limits.changes).toEqual([]);

    failures.push(...[1, 2, 3, 4].map(() => new ModelUnavailable('HTTP 503')));
    await clock.passUntil(callOf(worker, answerAfterFailures));
    expect(limits.changes.map(({ limit }) => limit)).toEqual([1]);
  });

  it.each([4_000, 60_000])(
    'are not slowed down by a provider that refuses a fifth of them whatever is sent, and answers in %i ms',
    async (callMs) => {
      const { clock, limits, workers } = fleetOf(4);
      const random = randomFrom(1);
      const answerMostly = async (): Promise<string> => {
        if (random.fraction() < 0.2) throw new ModelThrottled('too many requests');
        await clock.wait(callMs);
        return 'answer';
      };

      await clock.passUntil(
        Promise.all(
          Array.from({ length: 1_000 }, (_, index) => workers[index % 4]).map(
            async (worker) => worker && callUntilAnswered(worker, answerMostly),
          ),
        ),
      );

      expect(limits.changes).toEqual([]);
    },
  );

  it('become no fewer than a provider is working on, however long its answers take', async () => {
    const { clock, limits, workers } = fleetOf(20);
    const provider = new CrowdedProvider(clock, { callsAtOnce: 40, callMs: 30_000 });
    const startedAt = clock.now().getTime();

    await clock.passUntil(
      Promise.all(
        Array.from({ length: 400 }, (_, index) => workers[index % 20]).map(
          async (worker) => worker && callUntilAnswered(worker, () => provider.call()),
        ),
      ),
    );

    expect(Math.min(...limits.changes.map(({ limit }) => limit))).toBeGreaterThanOrEqual(20);
    // Forty at once without a pause need 300 s.
    expect((clock.now().getTime() - startedAt) / 1_000).toBeLessThan(450);
  });
});

describe('one call', () => {
  it('that is to wait goes on within seconds when somebody lifts the wait', async () => {
    const { clock, limits, workers } = fleetOf(1);
    const [worker] = workers;
    if (worker === undefined) throw new Error('there is no worker');
    const replies = [new ModelThrottled('wait', { retryAfterMs: 500_000 })];
    const startedAt = clock.now().getTime();

    const calling = callOf(worker, async () => {
      const refusal = replies.shift();
      if (refusal !== undefined) throw refusal;
      return 'answer';
    });
    await clock.advance(10_000);
    const waiting = limits.limits.get('cometapi');
    if (waiting === undefined) throw new Error('there is no limit');
    await limits.change('cometapi', lifted(waiting));
    await clock.passUntil(calling);

    expect(clock.now().getTime() - startedAt).toBeLessThan(25_000);
  });

  it('waits as long as the provider asks also where the table cannot be told of it', async () => {
    const { clock, limits, workers } = fleetOf(1);
    const [worker] = workers;
    if (worker === undefined) throw new Error('there is no worker');
    limits.change = async () => {
      throw new Error('no answer from the table');
    };
    const replies = [new ModelThrottled('wait', { retryAfterMs: 500_000 })];
    const startedAt = clock.now().getTime();

    const calling = callOf(worker, async () => {
      const refusal = replies.shift();
      if (refusal !== undefined) throw refusal;
      return 'answer';
    });
    await clock.passUntil(calling);

    expect(clock.now().getTime() - startedAt).toBeGreaterThanOrEqual(500_000);
  });

  it.each([0, 50])(
    'that is to be sent again %i ms later is paused for as any other is, ever longer',
    async (retryAfterMs) => {
      const { clock, workers } = fleetOf(1, () => 0.9);
      const [worker] = workers;
      if (worker === undefined) throw new Error('there is no worker');
      const sentAt: number[] = [];
      const throttled = new ModelThrottled('now', { retryAfterMs });

      const calling = callOf(worker, async () => {
        sentAt.push(clock.now().getTime());
        throw throttled;
      });
      await expect(clock.passUntil(calling)).rejects.toBe(throttled);

      const pausesMs = sentAt.slice(1).map((at, index) => at - (sentAt[index] ?? 0));
      expect(pausesMs).toHaveLength(4);
      for (const [index, pauseMs] of pausesMs.entries())
        expect(pauseMs).toBeGreaterThanOrEqual(900 * 2 ** index);
    },
  );

  it('that may have been billed is never repeated here', async () => {
    const { workers } = fleetOf(1);
    const [worker] = workers;
    let sent = 0;

    const calling =
      worker?.clock &&
      callOf(worker, async () => {
        sent += 1;
        throw new ModelCallCut('the stream broke');
      });

    await expect(calling).rejects.toMatchObject({ code: 'MODEL_CALL_CUT' });
    expect(sent).toBe(1);
  });

  it('of a job that was cancelled meanwhile still tells everybody when to come back', async () => {
    const { clock, limits, workers } = fleetOf(1);
    const [worker] = workers;
    if (worker === undefined) throw new Error('there is no worker');
    const cancelled = new AbortController();
    const throttled = new ModelThrottled('come back later', { retryAfterMs: 3_600_000 });

    const calling = callOf(
      worker,
      async () => {
        cancelled.abort(new JobCancelled());
        throw throttled;
      },
      cancelled.signal,
    );

    await expect(calling).rejects.toBe(throttled);
    expect(limits.limits.get('cometapi')?.notBefore).toBe(later(clock.now(), 3_600_000));
  });

  it.each([
    ['a place', 'a slot'],
    ['its next try', 'a refusal'],
  ])('that waits for %s is given up by a job that is cancelled', async (_, what) => {
    const { clock, limits, workers } = fleetOf(1);
    const [worker] = workers;
    if (worker === undefined) throw new Error('there is no worker');
    const alive = livingWorker({ until: '2099-01-01T00:00:00.000Z', taken: 1 });
    if (what === 'a slot') await limits.join({ ...joining, alive, ceiling: 1 });
    const cancelled = new AbortController();
    const unavailable = new ModelUnavailable('HTTP 503');

    const calling = callOf(worker, () => Promise.reject(unavailable), cancelled.signal).catch(
      (error: unknown) => error,
    );
    await clock.advance(100);
    cancelled.abort(new JobCancelled());
    const cancelledAt = clock.now().getTime();

    expect(await clock.passUntil(calling)).toMatchObject({
      code: what === 'a slot' ? 'JOB_CANCELLED' : unavailable.code,
    });
    expect(clock.now().getTime() - cancelledAt).toBeLessThan(1_000);
  });

  it('is given up at once by a job that was lost while it waited', async () => {
    const { clock, limits, workers } = fleetOf(1);
    const [worker] = workers;
    if (worker === undefined) throw new Error('there is no worker');
    const throttled = new ModelThrottled('wait a little', { retryAfterMs: 200_000 });
    const caller = new AbortController();

    const calling = callOf(worker, () => Promise.reject(throttled), caller.signal);
    await clock.advance(10_000);
    caller.abort(new LeaseLost());

    await expect(calling).rejects.toMatchObject({ code: 'LEASE_LOST' });
    expect(limits.limits.get('cometapi')?.notBefore).not.toBeNull();
  });

  it('goes on, one at a time, when the table with the limits does not answer', async () => {
    const { clock, limits, workers } = fleetOf(1);
    const [worker] = workers;
    if (worker === undefined) throw new Error('there is no worker');
    limits.join = async () => {
      throw new Error('no answer from the table');
    };
    const provider = new CrowdedProvider(clock, { callsAtOnce: 1, callMs: 2_000 });

    await clock.passUntil(
      Promise.all([1, 2, 3].map(async () => callOf(worker, () => provider.call()))),
    );

    expect(provider.answered).toBe(3);
    expect(provider.refusedAt).toEqual([]);
  });

  it('leaves its worker the share that it had while the table does not answer, as long as the others count it', async () => {
    const { clock, limits, workers } = fleetOf(1);
    const [worker] = workers;
    if (worker === undefined) throw new Error('there is no worker');
    const provider = new CrowdedProvider(clock, { callsAtOnce: 100, callMs: 4_000 });
    const calling = Promise.all(
      Array.from({ length: 800 }, async () => callOf(worker, () => provider.call())),
    );
    await clock.advance(3_000);
    const join = limits.join.bind(limits);
    limits.join = async () => {
      throw new Error('no answer from the table');
    };

    await clock.advance(10_000);
    const whileCounted = provider.inFlight;
    await clock.advance(15_000);
    const afterwards = provider.inFlight;

    expect([whileCounted, afterwards]).toEqual([100, 1]);
    limits.join = join;
    await clock.passUntil(calling);
  });

  it('that was the last leaves its share to the others, also while a beat is under way', async () => {
    const { clock, limits, workers } = fleetOf(1);
    const [worker] = workers;
    if (worker === undefined) throw new Error('there is no worker');
    const join = limits.join.bind(limits);
    let joins = 0;
    const secondJoin = Promise.withResolvers<string>();
    limits.join = async (asked) => {
      joins += 1;
      if (joins === 2) secondJoin.resolve('answer');
      await clock.wait(500);
      return join(asked);
    };

    await clock.passUntil(callOf(worker, () => secondJoin.promise));
    await clock.advance(10_000);

    expect(limits.limits.get('cometapi')?.workers).toEqual({});
  });

  it('goes back to its queue where no place comes free in time', async () => {
    const { clock, limits, workers } = fleetOf(1);
    const [worker] = workers;
    if (worker === undefined) throw new Error('there is no worker');
    const until = '2099-01-01T00:00:00.000Z';
    await limits.join({ ...joining, alive: livingWorker({ until, taken: 1 }), ceiling: 1 });

    const calling = callOf(worker, async () => 'answer');

    await expect(clock.passUntil(calling)).rejects.toMatchObject({ code: 'TIME_IS_SHORT' });
  });
});

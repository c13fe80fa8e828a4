import { describe, expect, it } from 'vitest';
import { leaseMs, later } from '../../../shared/job/lease.ts';
import { ModelThrottled } from '../../../shared/failure/model-errors.ts';
import type { Ask, AskPorts } from '../../../shared/steps/paying/ask.ts';
import { askModel } from '../../../shared/steps/paying/ask-model.ts';
import { sharesOfCalls } from '../../../shared/steps/paying/call-within-limits.ts';
import { titleQuestion } from '../../builders/analysis.ts';
import { queuedJob } from '../../builders/job.ts';
import { livingWorker } from '../../builders/living-worker.ts';
import { type WorkerWorld, workerWorld } from '../../builders/worker.ts';
import { MemoryCallLimits } from '../../fakes/memory-call-limits.ts';
import { modelAnswer, type ScriptedAnswer } from '../../fakes/scripted-language-model.ts';

const goodAnswer = modelAnswer({ text: '{"title":"Board minutes"}' });
const minuteMs = 60_000;

/** Asks for a title, and may wait an hour for it. */
function askOf(owner: string, { clock }: WorkerWorld): Ask {
  return {
    job: queuedJob({ jobId: `job of ${owner}` }),
    owner,
    question: titleQuestion,
    requestHash: 'the hash',
    prompt: { instructions: 'Give the title.', document: 'Board minutes' },
    schema: { type: 'object' },
    ask: 1,
    wantedTokens: 100,
    roomNow: (wantedTokens) => wantedTokens,
    latestStart: new Date(later(clock.now(), 60 * minuteMs)),
    deadline: new Date(later(clock.now(), 60 * minuteMs)),
    signal: new AbortController().signal,
    waiting: new AbortController().signal,
    onLostCall: () => {},
  };
}

function world(...script: readonly ScriptedAnswer[]): WorkerWorld {
  return workerWorld([], ...script);
}

/** The ports of a worker whose calls find no place until it dies, which no beat of it outlives. */
function dyingInTheQueue(ports: WorkerWorld): AskPorts {
  const worker = anotherWorker(ports);
  const share = worker.shareOf(titleQuestion.choice);
  share.enter = () => new Promise(() => {});
  return { ...worker, claims: withoutBeats(ports), shareOf: () => share };
}

/** Another worker at the same table, which the provider has told nothing yet. */
function anotherWorker(ports: WorkerWorld): AskPorts {
  const limits = new MemoryCallLimits(ports.clock);
  return { ...ports, shareOf: sharesOfCalls({ ...ports, limits }, 'another worker') };
}

function withoutBeats({ claims }: WorkerWorld): AskPorts['claims'] {
  return {
    take: (request) => claims.take(request),
    renew: async () => {},
    open: (claim, startedAt) => claims.open(claim, startedAt),
    close: (claim) => claims.close(claim),
    settle: (claim, fate) => claims.settle(claim, fate),
    lostCalls: (requestHash) => claims.lostCalls(requestHash),
  };
}

describe('a call that waits for its turn', () => {
  it('is no lost call when its worker dies, however many do', async () => {
    const ports = world(goodAnswer);
    for (const owner of ['a', 'b', 'c', 'd']) {
      void askModel(askOf(owner, ports), dyingInTheQueue(ports));
      await ports.clock.advance(leaseMs + 1);
    }

    const exchange = await askModel(askOf('e', ports), anotherWorker(ports));

    expect(exchange).toMatchObject({ lostCalls: [], paidBy: { call: 1, jobId: 'job of e' } });
    expect(ports.ledger.lines.size).toBe(1);
  });

  it('is no lost call when its worker dies after the provider refused it', async () => {
    const comeBack = new ModelThrottled('wait a little', { retryAfterMs: 30 * minuteMs });
    const ports = world(comeBack, goodAnswer);
    void askModel(askOf('a', ports), { ...ports, claims: withoutBeats(ports) });
    await ports.clock.advance(leaseMs + 1);

    const exchange = await askModel(askOf('b', ports), anotherWorker(ports));

    expect(exchange).toMatchObject({ lostCalls: [], paidBy: { jobId: 'job of b' } });
  });

  it('is priced and booked at the moment that it is sent', async () => {
    // Peak hours of the provider begin at one.
    const ports = world(new ModelThrottled('wait', { retryAfterMs: 2 * minuteMs }), goodAnswer);
    const claimedAt = new Date('2026-11-25T00:59:00.000Z');
    await ports.clock.advance(claimedAt.getTime() - ports.clock.now().getTime());

    const { cost, paidBy } = await ports.clock.passUntil(askModel(askOf('a', ports), ports));

    expect(paidBy.startedAt).toMatch(/^2026-11-25T01:01/);
    expect(cost?.priceList).toMatch(/ peak$/);
  });

  it('is not sent by a worker whose claim another one took over meanwhile', async () => {
    const ports = world(new ModelThrottled('wait', { retryAfterMs: 10 * minuteMs }), goodAnswer);
    const slow = Promise.allSettled([
      askModel(askOf('a', ports), { ...ports, claims: withoutBeats(ports) }),
    ]);
    await ports.clock.advance(leaseMs + 1);
    await askModel(askOf('b', ports), anotherWorker(ports));

    await ports.clock.advance(15 * minuteMs);

    expect(await slow).toMatchObject([{ reason: { code: 'EXCHANGE_BUSY' } }]);
    expect(ports.model.requests).toHaveLength(2);
  });

  it('leaves its number to the next one where it is not sent after all', async () => {
    const ports = world(goodAnswer);
    const limit = await ports.limits.join({
      provider: 'deepseek',
      worker: 'worker',
      alive: livingWorker({ until: later(ports.clock.now(), minuteMs) }),
      ceiling: 10,
    });
    const notBefore = later(ports.clock.now(), 120 * minuteMs);
    await ports.limits.change('deepseek', { ...limit, notBefore, version: limit.version + 1 });
    await expect(askModel(askOf('a', ports), ports)).rejects.toMatchObject({
      code: 'PROVIDER_BUSY',
    });
    await ports.clock.advance(121 * minuteMs);

    const exchange = await askModel(askOf('b', ports), ports);

    expect(exchange).toMatchObject({ lostCalls: [], paidBy: { call: 1 } });
  });
});

import { array, assert, asyncProperty, constantFrom, integer, nat, record } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { failedBeforeAsking } from '../../../shared/job/build-result.ts';
import { isFinal } from '../../../shared/job/job-status.ts';
import type { Job } from '../../../shared/job/job.ts';
import type { Move } from '../../../shared/job/move.ts';
import * as moves from '../../../shared/job/moves.ts';
import { transitions } from '../../../shared/job/transitions.ts';
import { queuedJob } from '../../builders/job.ts';
import { MemoryJobTable } from '../../fakes/memory-job-table.ts';

type Transition = keyof typeof transitions;

const error = { code: 'SOME_CODE', message: 'some message', retryable: true };
const { usage, cost } = failedBeforeAsking(error);
const setbacks = { failedAttempts: 1, crashes: 0, unansweredSince: null };

const recognition = {
  recognitionId: 'recognition-1',
  startedAt: '2026-05-04T08:00:00.000Z',
  format: 'png',
  mediaType: 'image/png',
};

/** Who acts, on what was true of the job when this actor last looked. */
interface Act {
  readonly seen: Job;
  readonly owner: string;
  readonly now: Date;
}

const acts: Readonly<Partial<Record<string, (act: Act) => Move>>> = {
  release: ({ seen, now }) => moves.release(seen, 'night-2026-05-04', now),
  take: ({ seen, owner, now }) => moves.take(seen, owner, now),
  renew: ({ owner, now }) => moves.renew(owner, now),
  finish: ({ owner, now }) =>
    moves.finish(owner, { status: 'SUCCEEDED', resultKey: 'r', usage, cost, error: null }, now),
  defer: ({ seen, owner, now }) =>
    moves.defer(
      { ...seen, owner },
      { notBefore: now, error, setbacks, usage, cost, progress: null },
      now,
    ),
  recognize: ({ owner, now }) => moves.recognize(owner, { recognition, usage, cost }, now),
  collect: ({ seen, now }) => moves.collect(seen, now),
  recover: ({ seen, now }) => moves.recover(seen, now),
  resend: ({ seen, now }) => moves.resend(seen, now),
  hasten: ({ seen, now }) => moves.hasten(seen, now, now),
  hold: ({ owner, now }) =>
    moves.hold(
      owner,
      {
        heldUntil: now,
        heldReason: 'a reason',
        heldBy: [],
        forbiddenBy: {},
        error,
        usage,
        cost,
        setbacks,
        progress: null,
      },
      now,
    ),
  keepHeld: ({ seen, now }) => moves.keepHeld(seen, now),
  resume: ({ seen, now }) => moves.resume(seen, now),
  replace: ({ seen, now }) => moves.replace(seen, { replacedBy: 'another', error }, now),
  revive: ({ seen, now }) => moves.revive(seen, now),
  cancel: ({ seen, now }) => moves.cancel(seen, { resultKey: 'r', usage, cost, error }, now),
  requestCancel: ({ now }) => moves.requestCancel(now),
  retry: ({ seen, now }) => moves.retry(seen, { notBefore: now, isFresh: false }, now),
};

/** Final states are left by these alone. */
const leavesFinal: ReadonlySet<string> = new Set(['revive', 'retry']);

const names = Object.keys(transitions).filter((name): name is Transition => name in acts);

const steps = array(
  record({
    name: constantFrom(...names),
    owner: constantFrom('worker-1', 'worker-2', 'worker-3'),
    /** How many moves the actor's view of the job is behind. */
    behind: nat(6),
    afterMs: integer({ min: 0, max: 90_000 }),
  }),
  { maxLength: 60 },
);

interface Applied {
  readonly name: Transition;
  readonly owner: string;
  readonly before: Job;
  readonly after: Job;
}

async function play(
  first: Job,
  history: readonly { name: Transition; owner: string; behind: number; afterMs: number }[],
): Promise<Applied[]> {
  const table = new MemoryJobTable(first);
  const applied: Applied[] = [];
  let now = Date.parse(first.changedAt);
  for (const { name, owner, behind, afterMs } of history) {
    now += afterMs;
    const states = [first, ...applied.map(({ after }) => after)];
    const before = states.at(-1) ?? first;
    const seen = states.at(-1 - Math.min(behind, states.length - 1)) ?? first;
    const move = acts[name]?.({ seen, owner, now: new Date(now) });
    if (move === undefined) continue;
    const after = await table.move(first.jobId, move);
    if (after !== undefined) applied.push({ name, owner, before, after });
  }
  return applied;
}

const first = record({ status: constantFrom('QUEUED', 'WAITING', 'HELD', 'RECOGNIZING') });

/** What is true of every move that is made, by the sentence that says so. */
const truths: readonly (readonly [string, (move: Applied) => boolean])[] = [
  [
    'moves only as the transition of that name allows',
    ({ name, before, after }) => {
      const { from, to } = transitions[name];
      return (
        from.some((status) => status === before.status) &&
        to.some((status) => status === after.status)
      );
    },
  ],
  [
    'stays in a final state, but for what an operator or a rollback does by name',
    ({ name, before }) => !isFinal(before.status) || leavesFinal.has(name),
  ],
  [
    'never goes back to an earlier attempt, and begins a new one with every message',
    ({ before, after }) => {
      const isSentAgain = after.status === 'QUEUED' && before.status !== 'WAITING';
      return after.attempt === before.attempt + (isSentAgain ? 1 : 0);
    },
  ],
  [
    'has an owner and a lease only while it runs',
    ({ after }) =>
      (after.owner !== null) === (after.status === 'RUNNING') &&
      (after.leaseUntil !== null) === (after.status === 'RUNNING'),
  ],
  [
    'remembers while it is held since when, however often it is looked at',
    ({ name, before, after }) =>
      (name === 'hold' && after.heldAt === after.changedAt) ||
      after.heldAt === (after.status === 'HELD' ? before.heldAt : null),
  ],
  [
    'remembers from when on its calls are not counted, until an owner that lives gives it away',
    ({ name, before, after }) => {
      if (['finish', 'defer', 'recognize', 'hold'].includes(name))
        return after.unsettledSince === null;
      const since = before.unsettledSince ?? (name === 'take' ? after.startedAt : null);
      return after.unsettledSince === since;
    },
  ],
  [
    'is renewed, ended and given back by its owner alone',
    ({ name, owner, before }) =>
      !['renew', 'finish', 'defer', 'recognize', 'hold'].includes(name) || before.owner === owner,
  ],
  [
    'is taken or recovered only when no lease lives',
    ({ name, before, after }) =>
      !['take', 'recover'].includes(name) ||
      before.leaseUntil === null ||
      before.leaseUntil < after.changedAt,
  ],
];

describe('a job that several workers and keepers move, each on what it last saw', () => {
  it('has every transition of the table in its histories', () => {
    expect(names).toEqual(Object.keys(transitions));
  });

  it.each(truths)('%s', async (_sentence, isTrue) => {
    await assert(
      asyncProperty(first, steps, async (start, history) => {
        const applied = await play(queuedJob(start), history);

        expect(applied.filter((move) => !isTrue(move))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});

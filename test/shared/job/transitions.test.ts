import { assert, constantFrom, integer, property, array, tuple } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { failedBeforeAsking } from '../../../shared/job/build-result.ts';
import type { Job } from '../../../shared/job/job.ts';
import { isFinal, jobStatuses } from '../../../shared/job/job-status.ts';
import { applies, type Move } from '../../../shared/job/move.ts';
import {
  collect,
  defer,
  finish,
  hold,
  keepHeld,
  recognize,
  recover,
  release,
  renew,
  replace,
  hasten,
  resend,
  resume,
  cancel,
  requestCancel,
  retry,
  revive,
  take,
} from '../../../shared/job/moves.ts';
import { isAllowed, transitions } from '../../../shared/job/transitions.ts';
import { queuedJob } from '../../builders/job.ts';

const error = { code: 'SOME_CODE', message: 'some message', retryable: false };
const { usage, cost } = failedBeforeAsking(error);
const ending = { status: 'FAILED', resultKey: 'results/x.json', usage, cost, error } as const;

const setbacks = { failedAttempts: 1, crashes: 0, unansweredSince: null };

const held = {
  heldUntil: null,
  heldReason: 'no credit',
  heldBy: ['deepseek'],
  forbiddenBy: {},
  usage,
  cost,
  error,
  setbacks,
  progress: null,
};

const recognition = {
  recognitionId: 'recognition-1',
  startedAt: '2026-05-04T08:00:00.000Z',
  format: 'png',
  mediaType: 'image/png',
};

/** Every move, as somebody would make it who last saw the job as it is. */
const moves: Readonly<Record<string, (job: Job, now: Date) => Move>> = {
  release: (job, now) => release(job, 'night-2026-05-04', now),
  take: (job, now) => take(job, 'worker-1', now),
  takeByAnother: (job, now) => take(job, 'worker-2', now),
  renew: (_job, now) => renew('worker-1', now),
  finish: (_job, now) => finish('worker-1', ending, now),
  defer: (job, now) =>
    defer(
      { ...job, owner: 'worker-1' },
      { notBefore: now, error, setbacks, usage, cost, progress: null },
      now,
    ),
  recognize: (_job, now) => recognize('worker-1', { recognition, usage, cost }, now),
  collect,
  recover,
  resend,
  hasten: (job, now) => hasten(job, now, now),
  hold: (_job, now) => hold('worker-1', held, now),
  keepHeld,
  resume,
  replace: (job, now) => replace(job, { replacedBy: 'another', error }, now),
  revive,
  cancel: (job, now) => cancel(job, ending, now),
  requestCancel: (_job, now) => requestCancel(now),
  finishCancelled: (_job, now) => finish('worker-1', { ...ending, status: 'CANCELLED' }, now),
  retry: (job, now) => retry(job, { notBefore: now, isFresh: false }, now),
  retryAnew: (job, now) => retry(job, { notBefore: now, isFresh: true }, now),
};

const history = array(
  tuple(constantFrom(...Object.keys(moves)), integer({ min: 0, max: 90_000 })),
  {
    maxLength: 40,
  },
);

function play(job: Job, steps: readonly (readonly [string, number])[]): Job[] {
  let now = Date.parse(job.changedAt);
  const states = [job];
  for (const [name, afterMs] of steps) {
    now += afterMs;
    const current = states.at(-1) ?? job;
    const move = moves[name]?.(current, new Date(now));
    if (move !== undefined && applies(move, current)) states.push({ ...current, ...move.change });
  }
  return states;
}

describe('the states of a job', () => {
  it.each(['QUEUED', 'WAITING', 'HELD', 'RECOGNIZING'] as const)(
    'follow the transition table through every history that begins with %s',
    (status) => {
      assert(
        property(history, (steps) => {
          const states = play(queuedJob({ status }), steps);

          const forbidden = states.filter(
            (job, index) =>
              index > 0 && !isAllowed(states[index - 1]?.status ?? status, job.status),
          );
          expect(forbidden).toEqual([]);
          for (const job of states) {
            expect(job.status === 'RUNNING').toBe(job.owner !== null);
            expect(job.owner === null).toBe(job.leaseUntil === null);
            expect(isFinal(job.status)).toBe(job.completedAt !== null);
            expect(['HELD', 'QUEUED'].includes(job.status) || job.heldBy.length === 0).toBe(true);
            expect(job.status === 'HELD' || job.heldAt === null).toBe(true);
          }
          const generations = states.map(({ generation }) => generation);
          expect(generations).toEqual(generations.toSorted((one, other) => one - other));
          const attempts = states.map(({ attempt }) => attempt);
          expect(attempts).toEqual(attempts.toSorted((one, other) => one - other));
        }),
      );
    },
  );

  it('never let a second worker take a job while the lease of the first lives', () => {
    assert(
      property(history, (steps) => {
        const states = play(queuedJob(), steps);

        const stolen = states.filter((job, index) => {
          const before = states[index - 1];
          if (before === undefined || before.owner === null || job.owner === null) return false;
          return before.owner !== job.owner && job.changedAt <= (before.leaseUntil ?? '');
        });
        expect(stolen).toEqual([]);
      }),
    );
  });

  it('end for good: only a rollback revives, and only an operator tries again', () => {
    const leaving = Object.entries(transitions).filter(([, { from }]) => from.some(isFinal));

    expect(leaving.map(([name]) => name)).toEqual(['revive', 'retry']);
    expect(leaving.flatMap(([, { from }]) => from)).not.toContain('SUCCEEDED');
    expect(jobStatuses.filter((status) => isFinal(status))).toHaveLength(4);
  });
});

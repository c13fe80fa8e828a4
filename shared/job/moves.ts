import type { Job, JobProgress, StartedRecognition } from './job.ts';
import { leaseMs, later } from './lease.ts';
import type { Move } from './move.ts';
import type { Cost, Failure, ResultUsage } from './result-envelope.ts';
import { transitions } from './transitions.ts';

// One file for all of them, longer than others: it is read beside the table in transitions.ts.

const unowned = { owner: null, leaseUntil: null } as const;
/** Whoever owns a job has its calls counted before it gives the job away. */
const settled = { unsettledSince: null } as const;
const resumed = { heldAt: null, heldUntil: null, heldReason: null } as const;
const notHeld = { ...resumed, heldBy: [] } as const;

/** Queues a job that waited for the night. */
export function release(job: Job, batchId: string, now: Date): Move {
  const at = now.toISOString();
  return {
    expect: { status: transitions.release.from, attempt: job.attempt },
    change: { status: 'QUEUED', batchId, queuedAt: at, changedAt: at },
  };
}

/** Makes `owner` the one who runs this attempt, if nobody does or did since the job was looked at. */
export function take({ status, attempt, unsettledSince }: Job, owner: string, now: Date): Move {
  const at = now.toISOString();
  return {
    expect: {
      status: [status === 'RUNNING' ? 'RUNNING' : 'QUEUED'],
      attempt,
      leaseFreeAt: at,
    },
    change: {
      status: 'RUNNING',
      owner,
      leaseUntil: later(now, leaseMs),
      unsettledSince: unsettledSince ?? at,
      heldBy: [],
      notBefore: null,
      startedAt: at,
      changedAt: at,
    },
  };
}

/** Keeps the job for another lease, and tells how far it is. */
export function renew(owner: string, now: Date, progress: JobProgress | null = null): Move {
  return {
    expect: { status: transitions.renew.from, owner },
    change: {
      leaseUntil: later(now, leaseMs),
      changedAt: now.toISOString(),
      ...knownProgress(progress),
    },
  };
}

/** An attempt that has not begun to read leaves what the one before has written. */
function knownProgress(progress: JobProgress | null): Pick<Partial<Job>, 'progress'> {
  return progress === null ? {} : { progress };
}

/** What a job ends with. */
export interface Ending {
  readonly status: 'SUCCEEDED' | 'INCOMPLETE' | 'FAILED' | 'CANCELLED';
  readonly resultKey: string;
  readonly usage: ResultUsage;
  readonly cost: Cost | null;
  readonly error: Failure | null;
}

/** Ends the job. */
export function finish(owner: string, ending: Ending, now: Date): Move {
  const at = now.toISOString();
  return {
    expect: { status: transitions.finish.from, owner },
    change: { ...ending, ...unowned, ...settled, completedAt: at, changedAt: at },
  };
}

/** What counts against a job over its attempts, until an answer of use comes. */
export type Setbacks = Pick<Job, 'failedAttempts' | 'crashes' | 'unansweredSince'>;

export const noSetbacks: Setbacks = { failedAttempts: 0, crashes: 0, unansweredSince: null };

/** Gives the job back to its queue, not to be run before a time, with what counts against it now. */
export function defer(
  job: Job & { readonly owner: string },
  back: Pick<Ending, 'usage' | 'cost'> & {
    readonly notBefore: Date;
    readonly error: Failure;
    readonly setbacks: Setbacks;
    readonly progress: JobProgress | null;
  },
  now: Date,
): Move {
  const at = now.toISOString();
  return {
    expect: { status: transitions.defer.from, owner: job.owner, attempt: job.attempt },
    change: {
      status: 'QUEUED',
      attempt: job.attempt + 1,
      ...back.setbacks,
      notBefore: back.notBefore.toISOString(),
      error: back.error,
      usage: back.usage,
      cost: back.cost,
      ...knownProgress(back.progress),
      queuedAt: at,
      changedAt: at,
      ...unowned,
      ...settled,
    },
  };
}

/** Why a job is held, until when, and what it paid before. */
export interface Held extends Pick<Ending, 'usage' | 'cost' | 'error'> {
  /** `null`: until its reason is gone. */
  readonly heldUntil: Date | null;
  /** In a few words, for lists. */
  readonly heldReason: string;
  /** The breakers of which one has to close; none where its reason is something else. */
  readonly heldBy: readonly string[];
  readonly forbiddenBy: Job['forbiddenBy'];
  /** What counts against it from now on. */
  readonly setbacks: Setbacks;
  readonly progress: JobProgress | null;
}

/** Keeps the job that its owner runs from running on. */
export function hold(
  owner: string,
  { heldUntil, setbacks, progress, ...why }: Held,
  now: Date,
): Move {
  const at = now.toISOString();
  return {
    expect: { status: transitions.hold.from, owner },
    change: {
      status: 'HELD',
      ...why,
      ...setbacks,
      ...knownProgress(progress),
      // It may be held for days, in which nobody is asked who could answer.
      unansweredSince: null,
      heldAt: at,
      heldUntil: heldUntil?.toISOString() ?? null,
      changedAt: at,
      ...unowned,
      ...settled,
    },
  };
}

/** What a job waits for, and what it had paid before. */
export interface Waiting extends Pick<Ending, 'usage' | 'cost'> {
  readonly recognition: StartedRecognition;
}

/** Lets a job wait, owned by nobody, for the text of its scan. */
export function recognize(owner: string, waiting: Waiting, now: Date): Move {
  return {
    expect: { status: transitions.recognize.from, owner },
    change: {
      status: 'RECOGNIZING',
      ...waiting,
      changedAt: now.toISOString(),
      ...unowned,
      ...settled,
    },
  };
}

/** Queues a job whose recognition has ended, or is not waited for any longer. */
export function collect(job: Job, now: Date): Move {
  const at = now.toISOString();
  return {
    expect: { status: transitions.collect.from, attempt: job.attempt },
    change: { status: 'QUEUED', attempt: job.attempt + 1, queuedAt: at, changedAt: at },
  };
}

/**
 * Queues a job whose worker stopped beating, or whose message was given up. What an attempt paid that
 * a worker died in is not known; one that no worker took paid nothing.
 */
export function recover(job: Job, now: Date): Move {
  const at = now.toISOString();
  const wasTaken = job.status === 'RUNNING';
  return {
    expect: {
      status: [wasTaken ? 'RUNNING' : 'QUEUED'],
      attempt: job.attempt,
      leaseFreeAt: at,
    },
    change: {
      status: 'QUEUED',
      attempt: job.attempt + 1,
      crashes: job.crashes + 1,
      ...(wasTaken ? { usage: null, cost: null } : {}),
      queuedAt: at,
      changedAt: at,
      ...unowned,
    },
  };
}

/** Makes a new message for a job whose message must have been lost. */
export function resend(job: Job, now: Date): Move {
  return {
    expect: { status: transitions.resend.from, attempt: job.attempt },
    change: { attempt: job.attempt + 1, changedAt: now.toISOString() },
  };
}

/** Lets a queued job be run earlier than it was put off to, since somebody says that it may. */
export function hasten(job: Job, notBefore: Date, now: Date): Move {
  const at = now.toISOString();
  return {
    expect: { status: transitions.hasten.from, attempt: job.attempt },
    change: {
      attempt: job.attempt + 1,
      // A person looked at it: how long the provider has taken no call counts anew.
      unansweredSince: null,
      notBefore: notBefore > now ? notBefore.toISOString() : null,
      queuedAt: at,
      changedAt: at,
    },
  };
}

/** Puts a job that stays held behind the others that are, so that each is looked at in its turn. */
export function keepHeld(job: Job, now: Date): Move {
  return {
    expect: { status: transitions.keepHeld.from, attempt: job.attempt },
    change: { changedAt: now.toISOString() },
  };
}

/**
 * Queues a job that was held, now that its reason is gone. Which breakers held it stays known until a
 * worker has taken it.
 */
export function resume(job: Job, now: Date): Move {
  const at = now.toISOString();
  return {
    expect: { status: transitions.resume.from, attempt: job.attempt },
    change: {
      status: 'QUEUED',
      attempt: job.attempt + 1,
      ...resumed,
      notBefore: null,
      queuedAt: at,
      changedAt: at,
    },
  };
}

/** Cancels a job whose revision is not the deployed one, in favour of one whose is. */
export function replace(
  job: Job,
  by: { readonly replacedBy: string; readonly error: Failure },
  now: Date,
): Move {
  const at = now.toISOString();
  return {
    expect: { status: transitions.replace.from, attempt: job.attempt },
    change: { status: 'CANCELLED', ...by, ...notHeld, completedAt: at, changedAt: at },
  };
}

/** Queues a job again that a deployment replaced, now that its revision is deployed once more. */
export function revive(job: Job, now: Date): Move {
  const at = now.toISOString();
  return {
    expect: { status: transitions.revive.from, attempt: job.attempt },
    change: {
      status: 'QUEUED',
      attempt: job.attempt + 1,
      error: null,
      forbiddenBy: {},
      replacedBy: null,
      completedAt: null,
      queuedAt: at,
      changedAt: at,
    },
  };
}

/** Cancels a job that nobody works on, with what it has paid so far. */
export function cancel(job: Job, ending: Omit<Ending, 'status'>, now: Date): Move {
  const at = now.toISOString();
  return {
    expect: { status: transitions.cancel.from, attempt: job.attempt },
    change: {
      ...ending,
      status: 'CANCELLED',
      cancelRequested: false,
      ...notHeld,
      notBefore: null,
      completedAt: at,
      changedAt: at,
    },
  };
}

/** Asks whoever runs the job to end it before its next call. */
export function requestCancel(now: Date): Move {
  return {
    expect: { status: transitions.requestCancel.from },
    change: { cancelRequested: true, changedAt: now.toISOString() },
  };
}

/** How an operator wants a job to be tried again. */
export interface Retry {
  /** Not to be run earlier. */
  readonly notBefore: Date;
  /** Whether all is to be asked anew; else stored answers will do. */
  readonly isFresh: boolean;
}

/** Queues a job that ended without success, with all of its tries before it. Its failure stays to be seen. */
export function retry(job: Job, { notBefore, isFresh }: Retry, now: Date): Move {
  const at = now.toISOString();
  const again = { status: 'QUEUED', attempt: job.attempt + 1, retries: job.retries + 1 } as const;
  return {
    expect: { status: transitions.retry.from, attempt: job.attempt },
    change: {
      ...again,
      // No stored answer belongs to a new generation, and nothing that they taught.
      ...(isFresh ? { generation: job.generation + 1, progress: null } : {}),
      ...noSetbacks,
      cancelRequested: false,
      forbiddenBy: {},
      recognition: null,
      notBefore: notBefore > now ? notBefore.toISOString() : null,
      completedAt: null,
      queuedAt: at,
      changedAt: at,
    },
  };
}

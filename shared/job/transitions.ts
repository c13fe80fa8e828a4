import type { JobStatus } from './job-status.ts';

/**
 * What moves a job on.
 *
 * - WAITING: uploaded for the night; `release` queues it.
 * - QUEUED: a message with its attempt is in its lane's queue, or the keeper will send one.
 * - RUNNING: `owner` works on it until `leaseUntil`; every write of it is conditional on the owner.
 * - RECOGNIZING: a service makes text of its scan; `collect` queues it when that has ended. No message
 *   exists and nobody owns it.
 * - HELD: something other than the job is in the way; `resume` queues it when that is gone, or at
 *   `heldUntil`. No message exists and nobody owns it.
 * - SUCCEEDED, INCOMPLETE, FAILED, CANCELLED: final, with a result; a job that was cancelled because
 *   another revision was deployed has none, and `revive` queues it when a rollback brings its revision
 *   back. `retry` is an operator's: it queues what did not succeed.
 *
 * `take` finds RUNNING too, where the lease of a worker that died has run out. `recover` finds QUEUED
 * too, where workers could not even take the job until its queue gave its message up. Whoever buries a job that no worker can finish takes and finishes it as a worker does.
 * A running job is cancelled in two steps: `requestCancel`, and its owner's `finish`.
 */
export const transitions = {
  release: { from: ['WAITING'], to: ['QUEUED'] },
  take: { from: ['QUEUED', 'RUNNING'], to: ['RUNNING'] },
  renew: { from: ['RUNNING'], to: ['RUNNING'] },
  finish: { from: ['RUNNING'], to: ['SUCCEEDED', 'INCOMPLETE', 'FAILED', 'CANCELLED'] },
  defer: { from: ['RUNNING'], to: ['QUEUED'] },
  recognize: { from: ['RUNNING'], to: ['RECOGNIZING'] },
  collect: { from: ['RECOGNIZING'], to: ['QUEUED'] },
  recover: { from: ['RUNNING', 'QUEUED'], to: ['QUEUED'] },
  resend: { from: ['QUEUED'], to: ['QUEUED'] },
  hasten: { from: ['QUEUED'], to: ['QUEUED'] },
  hold: { from: ['RUNNING'], to: ['HELD'] },
  keepHeld: { from: ['HELD'], to: ['HELD'] },
  resume: { from: ['HELD'], to: ['QUEUED'] },
  replace: { from: ['QUEUED', 'WAITING', 'HELD'], to: ['CANCELLED'] },
  revive: { from: ['CANCELLED'], to: ['QUEUED'] },
  cancel: { from: ['WAITING', 'QUEUED', 'HELD', 'RECOGNIZING'], to: ['CANCELLED'] },
  requestCancel: { from: ['RUNNING'], to: ['RUNNING'] },
  retry: { from: ['FAILED', 'INCOMPLETE', 'CANCELLED'], to: ['QUEUED'] },
} as const satisfies Readonly<
  Record<string, { readonly from: readonly JobStatus[]; readonly to: readonly JobStatus[] }>
>;

/** Whether the table above lets a job go from one state to another at all. */
export function isAllowed(from: JobStatus, to: JobStatus): boolean {
  return Object.values<{ from: readonly JobStatus[]; to: readonly JobStatus[] }>(transitions).some(
    (transition) => transition.from.includes(from) && transition.to.includes(to),
  );
}

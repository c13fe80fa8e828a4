import { jobIdOf } from './job-id.ts';
import type { DocumentReference, Job } from './job.ts';
import type { Lane } from './lane.ts';

/** A job as it is first stored. */
export function newJob(job: {
  readonly document: DocumentReference;
  readonly analysis: string;
  readonly revision: string;
  readonly lane: Lane;
  readonly uploadedAt: string;
  readonly status: 'QUEUED' | 'WAITING' | 'FAILED';
  readonly error?: Job['error'];
  readonly batchId?: Job['batchId'];
  readonly now: Date;
}): Job {
  const { now, error = null, batchId = null, ...given } = job;
  const at = now.toISOString();
  return {
    ...given,
    jobId: jobIdOf(job),
    attempt: 1,
    failedAttempts: 0,
    crashes: 0,
    retries: 0,
    cancelRequested: false,
    generation: 1,
    changedAt: at,
    queuedAt: job.status === 'QUEUED' ? at : null,
    startedAt: null,
    completedAt: job.status === 'FAILED' ? at : null,
    owner: null,
    leaseUntil: null,
    unsettledSince: null,
    notBefore: null,
    heldAt: null,
    heldUntil: null,
    heldReason: null,
    heldBy: [],
    forbiddenBy: {},
    replacedBy: null,
    unansweredSince: null,
    recognition: null,
    progress: null,
    batchId,
    resultKey: null,
    usage: null,
    cost: null,
    error,
  };
}

import type { Job } from '../job/job.ts';
import type { JobStatus } from '../job/job-status.ts';
import { lanes, type Lane } from '../job/lane.ts';
import type { Move } from '../job/move.ts';
import { recover, resend, resume } from '../job/moves.ts';
import type { Clock } from '../ports/clock.ts';
import type { JobQueue } from '../ports/job-queue.ts';
import type { JobTable } from '../ports/job-table.ts';
import type { Log } from '../ports/log.ts';

export interface KeepPorts {
  readonly jobs: JobTable;
  readonly queue: JobQueue;
  readonly clock: Clock;
  readonly log: Log;
  /** Jobs that one run looks at in each state. */
  readonly stepJobs: number;
}

/** A queued job that nothing has happened to for so long, while its queue is empty, lost its message. */
const strandedMs = 30 * 60_000;

/**
 * Moves the jobs that no message moves: those whose worker died, whose message was lost, or whose
 * reason to be held is gone. Bounded, and harmless to repeat.
 *
 * @returns how many jobs it queued
 */
export async function keepJobs(ports: KeepPorts): Promise<number> {
  const now = ports.clock.now();
  const emptyLanes = await findEmptyLanes(ports);
  const running = await repairEach('RUNNING', (job) => recoverIfDead(job, now), ports);
  const held = await repairEach('HELD', (job) => resumeIfDue(job, now), ports);
  const queued = await repairEach(
    'QUEUED',
    (job) => (emptyLanes.has(job.lane) ? resendIfStranded(job, now) : null),
    ports,
  );
  return running + held + queued;
}

async function findEmptyLanes({ queue }: KeepPorts): Promise<ReadonlySet<Lane>> {
  const found = await Promise.all(
    lanes.map(async (lane) => ((await queue.isEmpty(lane)) ? [lane] : [])),
  );
  return new Set(found.flat());
}

function recoverIfDead(job: Job, now: Date): Move | null {
  return job.leaseUntil !== null && job.leaseUntil < now.toISOString() ? recover(job, now) : null;
}

function resumeIfDue(job: Job, now: Date): Move | null {
  return job.heldUntil !== null && job.heldUntil <= now.toISOString() ? resume(job, now) : null;
}

function resendIfStranded(job: Job, now: Date): Move | null {
  const since =
    job.notBefore !== null && job.notBefore > job.changedAt ? job.notBefore : job.changedAt;
  return now.getTime() - Date.parse(since) > strandedMs ? resend(job, now) : null;
}

async function repairEach(
  status: JobStatus,
  plan: (job: Job) => Move | null,
  ports: KeepPorts,
): Promise<number> {
  const ids = await ports.jobs.listByStatus(status, ports.stepJobs);
  const repaired = await Promise.all(ids.map((jobId) => repairOne(jobId, { status, plan, ports })));
  return repaired.filter(Boolean).length;
}

async function repairOne(
  jobId: string,
  repair: {
    readonly status: JobStatus;
    readonly plan: (job: Job) => Move | null;
    readonly ports: KeepPorts;
  },
): Promise<boolean> {
  const { jobs, queue, log } = repair.ports;
  const job = await jobs.get(jobId);
  const move = job?.status === repair.status ? repair.plan(job) : null;
  const queued = move === null ? undefined : await jobs.move(jobId, move);
  if (queued === undefined) return false;

  const { lane, analysis, attempt } = queued;
  await queue.send({ lane, analysis, delayMs: 0, message: { version: 1, jobId, attempt } });
  log.warn('job queued again', { jobId, attempt, was: repair.status });
  return true;
}

import { reasonToHold } from '../../extraction/breaker.ts';
import { longestProviderWaitMs } from '../../extraction/provider-wait.ts';
import type { Job } from '../../job/job.ts';
import { lanes, type Lane } from '../../job/lane.ts';
import type { Move } from '../../job/move.ts';
import { keepHeld, recover, resend, resume } from '../../job/moves.ts';
import type { BatchTable } from '../../ports/batch-table.ts';
import type { Breakers } from '../../ports/breakers.ts';
import type { Budgets } from '../../ports/budgets.ts';
import type { TextRecognition } from '../../ports/text-recognition.ts';
import { collectIfRecognized } from '../reading/collect-if-recognized.ts';
import { crashesAllowed } from '../running/recover-job.ts';
import { budgetCheck } from './free-of-budget.ts';
import { chooseProbes } from './choose-probes.ts';
import { goOnWithNights } from './go-on-with-nights.ts';
import { repairEach, repairOne, type RepairPorts } from './repair-each.ts';
import { UnansweredJobs } from './unanswered-jobs.ts';
import { untakenSince } from './untaken-since.ts';

export interface KeepPorts extends RepairPorts {
  readonly batches: BatchTable;
  readonly breakers: Breakers;
  readonly budgets: Budgets;
  /** `null` where text recognition is off. */
  readonly recognition: TextRecognition | null;
}

/**
 * A queued job that nothing has happened to for so long, while its queue is empty, lost its message: a
 * worker takes its jobs in the moment in which it gets their messages. Twice what SQS may be late in
 * counting its messages.
 */
const strandedMs = 2 * 60_000;

/** After this it is sent again even if its queue is not empty, in milliseconds. */
const surelyStrandedMs = 12 * 3_600_000;

/**
 * A job that no worker has taken for so long, though it was sent again and its queue is empty, counts as
 * one that a worker died in: each new message takes the place of one that would have been given up. It
 * fails after a day, as one does that waits for a service.
 */
const untakenMs = longestProviderWaitMs / crashesAllowed;

/**
 * Moves the jobs that no message moves: those whose worker died, whose message was lost, whose
 * reason to be held is gone, whose scan is recognized, or whose night was begun and left. Bounded, and
 * harmless to repeat.
 *
 * @returns how many jobs it moved
 */
export async function keepJobs(ports: KeepPorts): Promise<number> {
  const now = ports.clock.now();
  const unanswered = new UnansweredJobs(now);
  const steps = [
    () =>
      repairEach(
        'RUNNING',
        unanswered.noting((job) => recoverIfDead(job, now)),
        ports,
      ),
    () => resumeHeld(now, ports),
    () => repairStranded(unanswered, now, ports),
    () => collectRecognized(now, ports),
    () => goOnWithNights(ports),
  ];
  let moved = 0;
  const failures: unknown[] = [];
  for (const step of steps) {
    try {
      moved += await step();
    } catch (error) {
      failures.push(error);
    }
  }
  unanswered.tell(ports.log);
  if (failures.length > 0)
    throw new AggregateError(failures, 'the keeper could not do all its steps');
  return moved;
}

/** Where recognition is off, jobs wait only if it was on before: looked for hourly, as each look costs. */
async function collectRecognized(now: Date, ports: KeepPorts): Promise<number> {
  if (ports.recognition === null && now.getUTCMinutes() > 0) return 0;
  return repairEach('RECOGNIZING', (job) => collectIfRecognized(job, now, ports), ports);
}

async function repairStranded(
  unanswered: UnansweredJobs,
  now: Date,
  ports: KeepPorts,
): Promise<number> {
  const emptyLanes = await findEmptyLanes(ports);
  return repairEach(
    'QUEUED',
    unanswered.noting((job) => {
      if (!emptyLanes.has(job.lane))
        return isStranded(job, surelyStrandedMs) ? resend(job, now) : null;
      const untaken = untakenSince(job);
      if (untaken !== null) unanswered.noteUntaken(job.jobId, untaken);
      if (!isStranded(job, strandedMs)) return null;
      return untaken !== null && isOlder(untaken, untakenMs) ? recover(job, now) : resend(job, now);
    }),
    ports,
  );

  function isStranded({ notBefore, changedAt }: Job, afterMs: number): boolean {
    return isOlder(notBefore !== null && notBefore > changedAt ? notBefore : changedAt, afterMs);
  }

  function isOlder(time: string, ms: number): boolean {
    return now.getTime() - Date.parse(time) > ms;
  }
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

/**
 * Resumes the jobs whose time has come, whose breaker has closed or whose budget has room again, no
 * more in a run than it looks at: a provider that is back gets them little by little. Of those that
 * an open breaker holds, one may try when it is time ({@link chooseProbes}). Where many are held, those that were looked at
 * in vain make room for the others. How many stay held is logged, as far as the run has looked, and
 * which breakers are open, since a provider that refuses may hold no job where another one answers: an
 * alarm watches both.
 */
async function resumeHeld(now: Date, ports: KeepPorts): Promise<number> {
  const open = new Map(
    (await ports.breakers.listOpen()).map((breaker) => [breaker.scope, breaker]),
  );
  const refused: Job[] = [];
  const isFreeOfBudget = budgetCheck(ports.budgets, now);
  let found = 0;
  let resumed = await repairEach(
    'HELD',
    async (job, areMany) => {
      found += 1;
      if (isDue(job) || (await isFreeOfBudget(job))) return resume(job, now);
      if (job.heldBy.length > 0) refused.push(job);
      return areMany ? keepHeld(job, now) : null;
    },
    ports,
  );
  for (const { jobId } of chooseProbes(refused, open.values(), now)) {
    const plan = (job: Job): Move => resume(job, now);
    if (await repairOne(jobId, { status: 'HELD', plan, areMany: false, ports })) resumed += 1;
  }
  const held = found - resumed;
  const heldAndOpen = held + open.size;
  const refusals = [...open.values()].map(reasonToHold).join('; ');
  if (heldAndOpen > 0) {
    ports.log.warn('jobs held or breakers open', { heldAndOpen, held, open: open.size, refusals });
  }
  return resumed;

  function isDue({ heldUntil, heldBy }: Job): boolean {
    if (heldBy.length === 0) return heldUntil !== null && heldUntil <= now.toISOString();
    return heldBy.some((scope) => !open.has(scope));
  }
}

import { describeFailure } from '../../failure/describe-failure.ts';
import { failureOf } from '../../failure/failure-of.ts';
import { JobCancelled } from '../../failure/job-errors.ts';
import type { PipelineError } from '../../failure/pipeline-error.ts';
import { ServiceUnavailable } from '../../failure/service-errors.ts';
import { cancelled, type Outcome } from '../../job/build-result.ts';
import type { Job } from '../../job/job.ts';
import type { Setbacks, Waiting } from '../../job/moves.ts';
import { cancelJob } from '../operating/cancel-job.ts';
import { awaitRecognition } from '../reading/await-recognition.ts';
import { deferJob, type DeferPorts, tryAgain } from './defer-job.ts';
import { finishJob, type FinishPorts } from './finish-job.ts';
import { holdJob, isReasonToHold } from './hold-job.ts';
import { type Invocation, type OwnedJob, workEndsAt } from './own-job.ts';

interface EndPorts extends FinishPorts, DeferPorts {}

/** What an attempt came to. */
export type Attempt = {
  /** What counts against the job from now on. */
  readonly setbacks: Setbacks;
} & (
  | { readonly waiting: Waiting }
  | {
      readonly outcome: Outcome;
      readonly failure: PipelineError | null;
      readonly isCancelled: boolean;
    }
);

interface Ending {
  readonly ports: EndPorts;
  readonly invocation: Invocation;
}

/**
 * Ends an attempt, or gives the job back where that takes a service which is away: what is kept is not
 * paid again.
 *
 * @throws {LeaseLost} and failures without a name
 */
export async function endOrGiveBack(
  job: OwnedJob,
  attempt: Attempt,
  { ports, invocation }: Ending,
): Promise<void> {
  const until = workEndsAt(invocation);
  try {
    await endIfCancelled(await endAttempt(job, attempt, { ports, until }), ports);
  } catch (error) {
    const failure = failureOf(error);
    if (!(failure instanceof ServiceUnavailable)) throw error;
    const again = tryAgain(failure, attempt.setbacks, ports);
    if (again === null) throw error;
    const outcome = 'outcome' in attempt ? attempt.outcome : { ...attempt.waiting, progress: null };
    const back = { failure, again, outcome, until };
    await endIfCancelled(await deferJob(job, back, ports), ports);
  }
}

/** @returns the job where it goes on, as it is then; `undefined` where it ended, or another owns it */
async function endAttempt(
  job: OwnedJob,
  attempt: Attempt,
  { ports, until }: { readonly ports: EndPorts; readonly until: Date },
): Promise<Job | undefined> {
  if ('waiting' in attempt) return awaitRecognition(job, attempt.waiting, ports);
  const { outcome, failure, setbacks, isCancelled } = attempt;
  if (outcome.status !== 'SUCCEEDED' && isCancelled) {
    await finishJob(job, cancelled(outcome, describeFailure(new JobCancelled())), ports);
    return undefined;
  }
  if (failure !== null && isReasonToHold(failure)) {
    return holdJob(job, { failure, outcome, setbacks }, ports);
  }
  const again = failure === null ? null : tryAgain(failure, setbacks, ports);
  if (failure !== null && again !== null) {
    return deferJob(job, { failure, again, outcome, until }, ports);
  }
  await finishJob(job, outcome, ports);
  return undefined;
}

/** A request to cancel that came after the last beat is seen when the job is given back. */
async function endIfCancelled(job: Job | undefined, ports: EndPorts): Promise<void> {
  if (job?.cancelRequested === true) await cancelJob(job.jobId, ports);
}

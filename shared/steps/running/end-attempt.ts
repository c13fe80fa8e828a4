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
import { deferJob, type DeferPorts, type GivenBack, tryAgain } from './defer-job.ts';
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
 * paid again. Giving back waits for its services itself, and is not begun again where it gave up.
 *
 * @throws {LeaseLost} and failures without a name
 */
export async function endOrGiveBack(
  job: OwnedJob,
  attempt: Attempt,
  { ports, invocation }: Ending,
): Promise<void> {
  const end = await endUnlessAway(job, attempt, ports);
  const until = workEndsAt(invocation);
  const left = 'back' in end ? await deferJob(job, { ...end.back, until }, ports) : end.left;
  await endIfCancelled(left, ports);
}

/** What is left of an attempt: the job where it goes on, as it is then, or that it has to be given back. */
type End = { readonly left: Job | undefined } | { readonly back: Omit<GivenBack, 'until'> };

async function endUnlessAway(job: OwnedJob, attempt: Attempt, ports: EndPorts): Promise<End> {
  try {
    return await endAttempt(job, attempt, ports);
  } catch (error) {
    const failure = failureOf(error);
    if (!(failure instanceof ServiceUnavailable)) throw error;
    const again = tryAgain(failure, attempt.setbacks, ports);
    if (again === null) throw error;
    const outcome = 'outcome' in attempt ? attempt.outcome : { ...attempt.waiting, progress: null };
    return { back: { failure, again, outcome } };
  }
}

async function endAttempt(job: OwnedJob, attempt: Attempt, ports: EndPorts): Promise<End> {
  if ('waiting' in attempt) return { left: await awaitRecognition(job, attempt.waiting, ports) };
  const { outcome, failure, setbacks, isCancelled } = attempt;
  if (outcome.status !== 'SUCCEEDED' && isCancelled) {
    await finishJob(job, cancelled(outcome, describeFailure(new JobCancelled())), ports);
    return { left: undefined };
  }
  if (failure !== null && isReasonToHold(failure)) {
    return { left: await holdJob(job, { failure, outcome, setbacks }, ports) };
  }
  const again = failure === null ? null : tryAgain(failure, setbacks, ports);
  if (failure !== null && again !== null) return { back: { failure, again, outcome } };
  await finishJob(job, outcome, ports);
  return { left: undefined };
}

/** A request to cancel that came after the last beat is seen when the job is given back. */
async function endIfCancelled(job: Job | undefined, ports: EndPorts): Promise<void> {
  if (job?.cancelRequested === true) await cancelJob(job.jobId, ports);
}

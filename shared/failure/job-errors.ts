import { PipelineError } from './pipeline-error.ts';

/** The document with room for its answer is longer than the model or the time allows. */
export class RequestTooLong extends PipelineError {
  readonly code = 'REQUEST_TOO_LONG';
  readonly retryable = false;

  constructor(problem: string, options?: ErrorOptions) {
    super(`the request is too long: ${problem}`, options);
  }
}

/** An earlier call for the same request was cut by our own deadline; it is never repeated unchanged. */
export class CallOutOfTime extends PipelineError {
  readonly code = 'CALL_OUT_OF_TIME';
  readonly retryable = false;

  constructor() {
    super('the model did not answer this request in the time that a worker has');
  }
}

/** Some of a document's parts could not be answered for good; what the others gave is kept. */
export class DocumentIncomplete extends PipelineError {
  readonly code = 'DOCUMENT_INCOMPLETE';
  readonly retryable = false;

  /** @param missing each a range in characters and why it is missing */
  constructor(missing: readonly string[], options?: ErrorOptions) {
    super(`the output does not cover the whole document: ${missing.join('; ')}`, options);
  }
}

/** What the parts gave, put together by the analysis's rules, is not what its schema asks for. */
export class MergedOutputInvalid extends PipelineError {
  readonly code = 'MERGED_OUTPUT_INVALID';
  readonly retryable = false;

  /** @param problems each a JSON pointer and what was expected there */
  constructor(problems: readonly string[]) {
    super(`the merged output does not fit the schema: ${problems.join('; ')}`);
  }
}

/**
 * A new job took this one's place: a deployment changed the analysis while it waited, or its model
 * was not known before.
 */
export class RevisionReplaced extends PipelineError {
  readonly code = 'REVISION_REPLACED';
  readonly retryable = false;

  constructor(replacement: string, { wasUnresolved }: { readonly wasUnresolved: boolean }) {
    const reason = wasUnresolved
      ? 'no server said at the upload which model it has'
      : 'the analysis has changed since the upload';
    super(`${reason}; job ${replacement} takes this one's place`);
  }
}

/** Another worker is paying for the same request; its answer will do for this job too. */
export class ExchangeBusy extends PipelineError {
  readonly code = 'EXCHANGE_BUSY';
  readonly retryable = true;
  /** ISO time after which the request is free if no answer came. */
  readonly until: string;

  constructor(until: string) {
    super('another worker is asking the model the same; the job waits for its answer');
    this.until = until;
  }
}

/** Too little time is left in this invocation to wait for an answer. */
export class TimeIsShort extends PipelineError {
  readonly code = 'TIME_IS_SHORT';
  readonly retryable = true;

  constructor() {
    super('too little time is left in this invocation; the job goes on in a next one');
  }
}

/** The job now belongs to another worker, or to nobody: this one must not write any more. */
export class LeaseLost extends PipelineError {
  readonly code = 'LEASE_LOST';
  readonly retryable = true;

  constructor() {
    super('the lease on the job ran out or was taken; its present owner goes on');
  }
}

/** An operator wants the job to end. */
export class JobCancelled extends PipelineError {
  readonly code = 'JOB_CANCELLED';
  readonly retryable = false;

  constructor() {
    super('the job was cancelled by an operator');
  }
}

/** The job's message failed without a name until its queue gave up on it. */
export class WorkerCrashed extends PipelineError {
  readonly code = 'WORKER_CRASHED';
  readonly retryable = true;

  constructor() {
    super('no worker could finish the job: each attempt crashed or timed out; see the worker logs');
  }
}

/** The upload's event failed without a name until its queue gave up on it. */
export class IntakeFailed extends PipelineError {
  readonly code = 'INTAKE_FAILED';
  readonly retryable = true;

  constructor() {
    super('the upload could not be turned into a job; see the intake logs and upload it again');
  }
}

/** Jobs wait for a night whose release belongs to another run, which may be dead; Lambda tries again. */
export class NightBusy extends PipelineError {
  readonly code = 'NIGHT_BUSY';
  readonly retryable = true;

  constructor(batchId: string) {
    super(`another run releases ${batchId}, or died in it less than a minute ago; jobs still wait`);
  }
}

/** The release of a night ran out of time; Lambda tries a failed event again, which goes on. */
export class NightNotFinished extends PipelineError {
  readonly code = 'NIGHT_NOT_FINISHED';
  readonly retryable = true;

  constructor(releasedJobs: number) {
    super(`the time was up after ${releasedJobs} jobs; the next run releases the rest`);
  }
}

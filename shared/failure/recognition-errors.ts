import { PipelineError } from './pipeline-error.ts';

/** The service does not take the scan, or could make no text of it. */
export class RecognitionFailed extends PipelineError {
  readonly code = 'RECOGNITION_FAILED';
  readonly retryable = false;

  /** @param problem as the service names it, without anything of the document */
  constructor(problem: string, options?: ErrorOptions) {
    super(`no text could be recognized in the scan: ${problem}`, options);
  }
}

/** The service had not ended when the job stopped waiting for it. */
export class RecognitionTimeout extends PipelineError {
  readonly code = 'RECOGNITION_TIMEOUT';
  readonly retryable = false;

  constructor(options?: ErrorOptions) {
    super('the text recognition of the scan did not end in the time that it has', options);
  }
}

/** The service is throttled, full or away for the moment. */
export class RecognitionUnavailable extends PipelineError {
  readonly code = 'RECOGNITION_UNAVAILABLE';
  readonly retryable = true;

  /** @param problem as the service names it */
  constructor(problem: string, options?: ErrorOptions) {
    super(`the text recognition cannot be reached now: ${problem}`, options);
  }
}

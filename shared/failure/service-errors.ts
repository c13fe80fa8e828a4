import { PipelineError } from './pipeline-error.ts';

/** A service of AWS does not answer, or not now: no fault of the job, nor of the worker. */
export class ServiceUnavailable extends PipelineError {
  readonly code = 'SERVICE_UNAVAILABLE';
  readonly retryable = true;

  /** @param problem as the service or the network names it, without anything of the document */
  constructor(problem: string, options?: ErrorOptions) {
    super(`a service of AWS does not answer now: ${problem}`, options);
  }
}

import { PipelineError } from './pipeline-error.ts';

/** The provider refuses every call until somebody looks at the account or the settings. */
export class ProviderRefuses extends PipelineError {
  readonly code = 'PROVIDER_REFUSES';
  readonly retryable = true;
  /** Name of the breaker that is open. */
  readonly scope: string;
  /** The same in a few words, for lists. */
  readonly reason: string;

  constructor(
    breaker: { readonly scope: string; readonly reason: string; readonly problem: string },
    options?: ErrorOptions,
  ) {
    super(
      `${breaker.scope} refuses calls: ${breaker.problem}; the job is held until sluice resume, or until a later try is answered`,
      options,
    );
    this.scope = breaker.scope;
    this.reason = breaker.reason;
  }
}

/** The provider takes no calls before a time that this invocation does not reach. */
export class ProviderBusy extends PipelineError {
  readonly code = 'PROVIDER_BUSY';
  readonly retryable = true;
  /** ISO time before which nobody calls. */
  readonly until: string;

  constructor(provider: string, until: string) {
    super(`${provider} takes no calls before ${until}; the job waits`);
    this.until = until;
  }
}

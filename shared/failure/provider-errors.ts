import { PipelineError } from './pipeline-error.ts';

/** The provider refuses every call until somebody looks at the account or the settings. */
export class ProviderRefuses extends PipelineError {
  readonly code = 'PROVIDER_REFUSES';
  readonly retryable = true;
  /** Names of the breakers that are open: one of each provider that was to be asked, in order. */
  readonly scopes: readonly [string, ...string[]];
  /** The same in a few words, for lists. */
  readonly reason: string;
  /** Those of them that forbade this very call, which may be about the request alone. */
  readonly forbiddenBy: readonly string[];

  readonly #problem: string;

  constructor(
    refusal: {
      readonly scopes: readonly [string, ...string[]];
      readonly reason: string;
      readonly problem: string;
      /** @default none */
      readonly forbiddenBy?: readonly string[];
    },
    options?: ErrorOptions,
  ) {
    const [first] = refusal.scopes;
    super(
      `${first} refuses calls: ${refusal.problem}; the job is held until sluice resume, or until a later try is answered`,
      options,
    );
    this.scopes = refusal.scopes;
    this.reason = refusal.reason;
    this.forbiddenBy = refusal.forbiddenBy ?? [];
    this.#problem = refusal.problem;
  }

  /** The same where other providers refuse too: any of them may be the first to take calls again. */
  or(others: readonly ProviderRefuses[]): ProviderRefuses {
    if (others.length === 0) return this;
    const scopes = [...this.scopes, ...others.flatMap((other) => other.scopes)] as const;
    const forbiddenBy = [this, ...others].flatMap((one) => one.forbiddenBy);
    return new ProviderRefuses(
      { scopes, reason: this.reason, problem: this.#problem, forbiddenBy },
      { cause: this },
    );
  }
}

/** Nobody calls the provider before a time that this invocation does not reach. */
export class ProviderBusy extends PipelineError {
  readonly code = 'PROVIDER_BUSY';
  readonly retryable = true;
  /** ISO time before which nobody calls. */
  readonly until: string;

  constructor(provider: string, until: string) {
    super(`nobody calls ${provider} before ${until}; the job waits`);
    this.until = until;
  }
}

import { longestProviderWaitMs } from '../extraction/provider-wait.ts';
import { PipelineError } from './pipeline-error.ts';

/** What a failed call left behind besides its message. */
export interface ModelCallDetails extends ErrorOptions {
  /** The provider's id of the request, for its support. */
  readonly requestId?: string | null;
  /** What the provider asks us to wait, in milliseconds, where it says so. */
  readonly retryAfterMs?: number | null;
  /** HTTP status, or what the body gives in its place. */
  readonly status?: number | null;
}

/**
 * A call that brought no answer.
 *
 * Messages carry status, error type and request id, never what the provider quoted of the prompt.
 */
export abstract class ModelCallError extends PipelineError {
  /** Whether the provider may charge for it although no answer came: then its usage is unknown. */
  abstract readonly maybeBilled: boolean;
  readonly requestId: string | null;
  readonly retryAfterMs: number | null;
  readonly status: number | null;

  constructor(
    message: string,
    { requestId = null, retryAfterMs = null, status = null, ...options }: ModelCallDetails = {},
  ) {
    super(requestId === null ? message : `${message} (request ${requestId})`, options);
    this.requestId = requestId;
    this.retryAfterMs = retryAfterMs;
    this.status = status;
  }

  /** How long we wait since the provider asks for it, in milliseconds: a day at most. */
  get askedWaitMs(): number {
    return Math.min(this.retryAfterMs ?? 0, longestProviderWaitMs);
  }
}

/** 408, 409, most 5xx, or no connection: nothing was generated for us. */
export class ModelUnavailable extends ModelCallError {
  readonly code = 'MODEL_UNAVAILABLE';
  readonly retryable = true;
  readonly maybeBilled = false;
}

/** 429 that passes: too many requests at once, or too many tokens a minute. */
export class ModelThrottled extends ModelCallError {
  readonly code = 'MODEL_THROTTLED';
  readonly retryable = true;
  readonly maybeBilled = false;
}

/**
 * The answer began, or may have, and was cut: by the network, the provider, a gateway that lost
 * patience (504, 524) or our own deadline.
 */
export class ModelCallCut extends ModelCallError {
  readonly code = 'MODEL_CALL_CUT';
  readonly retryable = true;
  readonly maybeBilled = true;
  /** Calls of its job that got lost for the same request, this one among them. */
  readonly lostCalls: number;

  constructor(
    message: string,
    { lostCalls = 1, ...details }: ModelCallDetails & { readonly lostCalls?: number } = {},
  ) {
    super(message, details);
    this.lostCalls = lostCalls;
  }

  /** The same failure, of a request for which its job had lost so many calls before. */
  after(lostCalls: number): ModelCallCut {
    const { message, retryAfterMs, status } = this;
    return new ModelCallCut(message, {
      retryAfterMs,
      status,
      lostCalls: lostCalls + 1,
      cause: this,
    });
  }
}

/** The same request was sent again and again, and no answer could be kept: sending it once more may cost once more. */
export class ModelCallsLost extends PipelineError {
  readonly code = 'MODEL_CALLS_LOST';
  readonly retryable = false;

  constructor(calls: number) {
    super(
      `${calls} calls for this request ended without an answer that could be kept; it is not sent again`,
    );
  }
}

/** 401, 402, 403 or an exhausted quota: nothing works until somebody looks at the account. */
export class ModelAccountRefused extends ModelCallError {
  readonly code = 'MODEL_ACCOUNT_REFUSED';
  readonly retryable = false;
  readonly maybeBilled = false;
  /** A 403 that says nothing else: it may be about this request alone, as a filter's is. */
  readonly mayBeOfRequest: boolean;

  constructor(
    message: string,
    { mayBeOfRequest = false, ...details }: ModelCallDetails & { mayBeOfRequest?: boolean } = {},
  ) {
    super(message, details);
    this.mayBeOfRequest = mayBeOfRequest;
  }
}

/** 403 again to a job, although the provider has answered another one meanwhile. */
export class ModelRequestForbidden extends ModelCallError {
  readonly code = 'MODEL_REQUEST_FORBIDDEN';
  readonly retryable = false;
  readonly maybeBilled = false;
}

/** The provider does not know the model id. */
export class ModelNotFound extends ModelCallError {
  readonly code = 'MODEL_NOT_FOUND';
  readonly retryable = false;
  readonly maybeBilled = false;
}

/** Prompt and answer together are longer than the model can take, by its own count. */
export class ModelContextExceeded extends ModelCallError {
  readonly code = 'MODEL_CONTEXT_EXCEEDED';
  readonly retryable = false;
  readonly maybeBilled = false;
}

/** 400, 413, 422, a redirect or a reply that is no model's: the same request will be refused again. */
export class ModelRequestRejected extends ModelCallError {
  readonly code = 'MODEL_REQUEST_REJECTED';
  readonly retryable = false;
  readonly maybeBilled = false;
}

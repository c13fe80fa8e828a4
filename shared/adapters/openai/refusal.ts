import {
  ModelAccountRefused,
  ModelCallCut,
  type ModelCallDetails,
  type ModelCallError,
  ModelContextExceeded,
  ModelRequestRejected,
  ModelThrottled,
  ModelUnavailable,
} from '../../failure/model-errors.ts';
import { meansContextExceeded } from './context-exceeded.ts';
import type { ProviderError } from './provider-error.ts';

/** A reply that is an error instead of an answer. */
export interface Refusal extends ModelCallDetails {
  /** HTTP status, or what the body gives in its place; `null` where neither says. */
  readonly status: number | null;
  readonly error: ProviderError;
}

/**
 * Codes and types of a 429 or 403 that no waiting mends: OpenAI's, whose type may be the first of them
 * and whose code says which account or limit it is, then Moonshot's, and in the end those of relays
 * that run one-api or new-api.
 */
const billingWords = [
  'insufficient_quota',
  'billing_not_active',
  'billing_hard_limit_reached',
  'credit_balance_exhausted',
  'organization_spend_limit_exceeded',
  'organization_usage_limit_exceeded',
  'project_spend_limit_exceeded',
  'exceeded_current_quota_error',
  'insufficient_user_quota',
  'pre_consume_token_quota_failed',
];

/** Gateways that lost patience: the model behind them may have worked on, and be paid for it. */
const gatewayTimeouts = new Set([504, 524]);

/** The named failure of a refusal. Says status, type and code, and nothing the provider wrote. */
export function failureOfRefusal(refusal: Refusal): ModelCallError {
  const { status, error, ...rest } = refusal;
  const details = { ...rest, status };
  const words = new Set([error.code, error.type]);
  const said = describe(status, error);

  if (meansContextExceeded(refusal)) {
    return new ModelContextExceeded(
      `prompt and answer are longer than the model's context (${said}); set SLUICE_MODEL_CONTEXT to what the server takes`,
      details,
    );
  }
  if (billingWords.some((word) => words.has(word))) {
    return new ModelAccountRefused(
      `the quota of the account is used up, or its billing is not in order (${said})`,
      details,
    );
  }
  if (status === 429 || words.has('rate_limit_exceeded')) {
    return new ModelThrottled(`the provider takes no more requests just now (${said})`, details);
  }
  if (status === 401 || words.has('invalid_api_key')) {
    return new ModelAccountRefused(
      `the provider does not accept the API key (${said}); check OPENAI_API_KEY and that it is a key of this provider`,
      details,
    );
  }
  if (status === 402) {
    return new ModelAccountRefused(`the account has no credit left (${said}); top it up`, details);
  }
  if (status === 403 && !error.moderated) {
    return new ModelAccountRefused(
      `the account may not do this (${said}); check what the key is allowed to`,
      { ...details, mayBeOfRequest: !namesMoney(error) },
    );
  }
  // CometAPI says so of requests that can never succeed.
  if (status !== null && status >= 500 && error.code === 'invalid_request') {
    return new ModelRequestRejected(`the provider rejected the request (${said})`, details);
  }
  if (status !== null && gatewayTimeouts.has(status)) {
    return new ModelCallCut(`a gateway gave up waiting for the model (${said})`, details);
  }
  if (status === 408 || status === 409 || (status ?? 500) >= 500) {
    return words.has('invalid_request_error') && status === null
      ? new ModelRequestRejected(`the provider rejected the request (${said})`, details)
      : new ModelUnavailable(`the provider cannot answer just now (${said})`, details);
  }
  if (status === 404) {
    return new ModelRequestRejected(
      `there is no chat API at this address (${said}); check OPENAI_BASE_URL, which has to be the root of the API, often ending in /v1`,
      details,
    );
  }
  if (status !== null && status < 400) {
    return new ModelRequestRejected(
      `the address redirects (${said}); check OPENAI_BASE_URL, which has to be the root of the API, often ending in /v1`,
      details,
    );
  }
  return new ModelRequestRejected(
    `the provider rejected the request (${said}); a field that it does not know, or a document too long for it, are the usual reasons`,
    details,
  );
}

/** Then a 403 is not a filter's, which would be about one request alone. */
function namesMoney({ type, code }: ProviderError): boolean {
  return /quota|balance|credit|billing/i.test(`${type} ${code}`);
}

/** Whether the provider may mean that it has no such model. */
export function mayMeanUnknownModel({ status, error }: Refusal): boolean {
  if (/response_format|json_schema|tool_choice|\btools\b/i.test(error.message)) return false;
  return (
    (status === 404 && !/<html|<!doctype/i.test(error.message)) ||
    error.code === 'model_not_found' ||
    (status === 400 &&
      /\bmodel\b.{0,80}\b(not exist|not found|unknown|unsupported)\b|not a valid model|\b(unknown|invalid) model\b/is.test(
        error.message,
      ))
  );
}

/** `HTTP 429, type x, code y`, as far as there are any. */
function describe(status: number | null, { type, code }: ProviderError): string {
  return [
    status === null ? 'no status' : `HTTP ${status}`,
    ...(type === null ? [] : [`type ${type}`]),
    ...(code === null || code === String(status) ? [] : [`code ${code}`]),
  ].join(', ');
}

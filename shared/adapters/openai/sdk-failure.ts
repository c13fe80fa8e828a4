import { APIConnectionError, APIError, APIUserAbortError } from 'openai';
import {
  ModelCallCut,
  type ModelCallError,
  ModelRequestRejected,
} from '../../failure/model-errors.ts';
import { failureOfConnection } from './lost-connection.ts';
import { readProviderError } from './provider-error.ts';
import { readRetryAfter } from './read-retry-after.ts';
import { failureOfRefusal, type Refusal } from './refusal.ts';
import { requestIdOf } from './request-id.ts';

/**
 * The named failure of an error of the SDK.
 *
 * The error itself is not kept as a cause: its message is the provider's, which may quote the
 * document or the key.
 */
export function failureOf(error: unknown, now: Date): ModelCallError {
  const refusal = refusalOf(error, now);
  if (refusal !== null) return failureOfRefusal(refusal);
  if (error instanceof APIUserAbortError) {
    return new ModelCallCut('the call was given up before it was answered');
  }
  if (error instanceof APIConnectionError) return failureOfConnection(error, {});
  return new ModelRequestRejected(
    'the request could not be made; check that OPENAI_BASE_URL is an address and that the API key is one line of plain letters',
  );
}

/** The refusal in an error of the SDK, or `null` where no reply came. */
export function refusalOf(error: unknown, now: Date): Refusal | null {
  if (!(error instanceof APIError) || error.status === undefined) return null;
  const headers = error.headers ?? new Headers();
  const said = readProviderError(error.error ?? error.message);
  return {
    status: error.status,
    error: said,
    requestId: requestIdOf(headers) ?? said.requestId,
    retryAfterMs: readRetryAfter(headers, now),
  };
}

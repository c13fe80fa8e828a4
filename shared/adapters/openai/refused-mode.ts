import { ModelRequestRejected } from '../../failure/model-errors.ts';

/** Statuses by which servers say that they do not know a field, a value of it, or an address. */
const refusals = new Set([400, 404, 405, 415, 422]);

/**
 * Whether a failure may mean that the server does not have the kind of structured output that was
 * asked for, so that a weaker one may do. None of these was billed.
 */
export function mayRefuseMode(error: unknown): boolean {
  if (!(error instanceof ModelRequestRejected) || error.status === null) return false;
  // Rejected with a status of 500 or more is CometAPI's way to say invalid request.
  return refusals.has(error.status) || error.status >= 500;
}

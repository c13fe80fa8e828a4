import { ModelRequestRejected } from './model-errors.ts';
import type { PipelineError } from './pipeline-error.ts';

/** Failures that another range of the same document need not share, and that will not pass. */
const codes = new Set([
  'ANSWER_BLANK',
  'ANSWER_EATEN_BY_THINKING',
  'ANSWER_TRUNCATED',
  'ANSWER_REFUSED',
  'ANSWER_NOT_JSON',
  'ANSWER_OFF_SCHEMA',
  'MODEL_CALLS_LOST',
  'MODEL_REQUEST_FORBIDDEN',
  'REQUEST_TOO_LONG',
]);

/** Whether a failure leaves the rest of a document to be asked about. */
export function isOfOnePart(failure: PipelineError): boolean {
  if (failure instanceof ModelRequestRejected) return concernsTheRequest(failure);
  return codes.has(failure.code);
}

/** A redirect, a page of HTML or a path that is not there says that nobody would be answered. */
function concernsTheRequest({ status }: ModelRequestRejected): boolean {
  return status !== null && status >= 400 && status !== 404;
}

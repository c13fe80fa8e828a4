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
  'MODEL_REQUEST_REJECTED',
  'REQUEST_TOO_LONG',
]);

/** Whether a failure leaves the rest of a document to be asked about. */
export function isOfOnePart({ code }: PipelineError): boolean {
  return codes.has(code);
}

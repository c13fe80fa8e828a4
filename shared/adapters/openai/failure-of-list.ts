import { ModelCallCut, ModelCallError, ModelUnavailable } from '../../failure/model-errors.ts';
import { failureOf } from './sdk-failure.ts';

/**
 * The named failure of a list of models that did not come. One that was cut was not billed, and is
 * no more than a server that is not there.
 */
export function failureOfList(error: unknown, now: Date): ModelCallError {
  const failure = error instanceof ModelCallError ? error : failureOf(error, now);
  if (!(failure instanceof ModelCallCut)) return failure;

  const { status, retryAfterMs } = failure;
  const problem = `the server did not list its models: ${failure.message}`;
  return new ModelUnavailable(problem, { status, retryAfterMs });
}

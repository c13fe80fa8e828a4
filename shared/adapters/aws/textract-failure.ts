import { RecognitionFailed, RecognitionUnavailable } from '../../failure/recognition-errors.ts';

/**
 * Refusals that pass: too many calls a second, or too many recognitions at once.
 *
 * @see https://docs.aws.amazon.com/textract/latest/dg/API_StartDocumentTextDetection.html#API_StartDocumentTextDetection_Errors
 */
const passing = new Set([
  'InternalServerError',
  'LimitExceededException',
  'ProvisionedThroughputExceededException',
  'ServiceUnavailableException',
  'ThrottlingException',
]);

/** An error of AWS's SDK, as far as we look at it: its class would load the client. */
interface ServiceRefusal extends Error {
  readonly $metadata: { readonly httpStatusCode?: number };
}

/** The named failure of an error of the SDK. Its message is Textract's own and quotes no document. */
export function failureOfTextract(error: unknown): Error {
  if (!isRefusal(error)) {
    const problem = error instanceof Error ? error.name : 'unknown error';
    return new RecognitionUnavailable(problem, { cause: error });
  }
  const status = error.$metadata.httpStatusCode ?? 0;
  return passing.has(error.name) || status === 429 || status >= 500
    ? new RecognitionUnavailable(error.name, { cause: error })
    : new RecognitionFailed(error.name, { cause: error });
}

/** Whether Textract does not know the recognition, or does not any longer. */
export function isUnknownJob(error: unknown): boolean {
  return (
    error instanceof RecognitionFailed &&
    error.cause instanceof Error &&
    error.cause.name === 'InvalidJobIdException'
  );
}

function isRefusal(error: unknown): error is ServiceRefusal {
  return error instanceof Error && '$metadata' in error && '$fault' in error;
}

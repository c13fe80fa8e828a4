import * as z from 'zod';
import { PipelineError } from './pipeline-error.ts';
import { ServiceUnavailable } from './service-errors.ts';

/** What AWS's SDK and Node say of an error, as far as we look at it. */
const errorSchema = z.object({
  name: z.string(),
  /** Of the network. */
  code: z.string().optional().catch(undefined),
  $metadata: z.object({ httpStatusCode: z.number().optional() }).optional().catch(undefined),
  /** There where the service's own model says that another try may help. */
  $retryable: z.unknown().optional(),
});

/**
 * Refusals with a status below 500 that pass, and time-outs, as the SDK's own retries count them.
 *
 * @see https://github.com/smithy-lang/smithy-typescript/blob/main/packages/core/src/submodules/retry/service-error-classification/constants.ts
 */
const passingNames = new Set([
  'BandwidthLimitExceeded',
  'LimitExceededException',
  'PriorRequestNotComplete',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'RequestThrottled',
  'RequestThrottledException',
  'RequestTimeout',
  'RequestTimeoutException',
  'SlowDown',
  'ThrottledException',
  'Throttling',
  'ThrottlingException',
  'TimeoutError',
  'TooManyRequestsException',
]);

const networkCodes = new Set([
  'EAI_AGAIN',
  'ECONNABORTED',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
]);

/**
 * The failure that an error is: itself where it has a name, {@link ServiceUnavailable} where a service
 * of AWS was away after all tries of its client, and `null` where it is a defect of ours.
 */
export function failureOf(error: unknown): PipelineError | null {
  if (error instanceof PipelineError) return error;
  const parsed = errorSchema.safeParse(error);
  if (!parsed.success) return null;
  const { name, code = '', $metadata, $retryable } = parsed.data;
  const status = $metadata?.httpStatusCode ?? 0;
  const passes =
    networkCodes.has(code) ||
    passingNames.has(name) ||
    $retryable !== undefined ||
    status === 429 ||
    // Not implemented is for ever.
    (status >= 500 && status !== 501);
  if (!passes) return null;
  const details = [networkCodes.has(code) ? code : name, ...(status === 0 ? [] : [status])];
  return new ServiceUnavailable(details.join(' '), { cause: error });
}

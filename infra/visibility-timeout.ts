import { Duration } from 'aws-cdk-lib';

/**
 * Six times the function's timeout, as Lambda's guide asks, so that a throttled invocation does
 * not make a message visible to a second one.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
 */
export function visibilityTimeoutFor(functionTimeout: Duration): Duration {
  return Duration.seconds(6 * functionTimeout.toSeconds());
}

/**
 * How long AWS is waited for. The SDK waits for ever by default, so that one request without an
 * answer would stop the beats that keep a job, and with them the job.
 *
 * Well below a beat (20 s), with room for the SDK's own tries; a document takes longer to arrive.
 */
const usualRequestTimeoutMs = 10_000;
const objectRequestTimeoutMs = 60_000;

interface ClientOptions {
  readonly requestHandler: {
    readonly connectionTimeout: number;
    readonly requestTimeout: number;
    readonly throwOnRequestTimeout: true;
  };
}

function waitingFor(requestTimeout: number): ClientOptions {
  return {
    requestHandler: { connectionTimeout: 2_000, requestTimeout, throwOnRequestTimeout: true },
  };
}

/** For DynamoDB, SQS and Secrets Manager. */
export const usualClient = waitingFor(usualRequestTimeoutMs);

/** For S3. */
export const objectClient = waitingFor(objectRequestTimeoutMs);

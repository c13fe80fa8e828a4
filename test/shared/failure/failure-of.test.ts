import { S3ServiceException } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { failureOf } from '../../../shared/failure/failure-of.ts';
import { ModelUnavailable } from '../../../shared/failure/model-errors.ts';

/** What the SDK makes of a reply that is an error. */
function refused(name: string, httpStatusCode: number): S3ServiceException {
  const $metadata = { httpStatusCode };
  return new S3ServiceException({ name, $fault: 'server', message: 'secret', $metadata });
}

function withCode(code: string): Error {
  return Object.assign(new Error('secret'), { code });
}

describe('the failure that an error is', () => {
  it.each([
    ['a 500', refused('InternalError', 500), 'InternalError 500'],
    ['a 503', refused('SlowDown', 503), 'SlowDown 503'],
    ['a 429', refused('Unknown', 429), 'Unknown 429'],
    [
      'a 400 that throttles',
      refused('ProvisionedThroughputExceededException', 400),
      'ProvisionedThroughputExceededException 400',
    ],
    [
      'one that the service calls passing',
      Object.assign(refused('Busy', 400), { $retryable: {} }),
      'Busy 400',
    ],
    ['a time-out', Object.assign(new Error('secret'), { name: 'TimeoutError' }), 'TimeoutError'],
    ['a connection that is refused', withCode('ECONNREFUSED'), 'ECONNREFUSED'],
    ['a connection that broke', withCode('ECONNRESET'), 'ECONNRESET'],
    ['a name that is not found', withCode('ENOTFOUND'), 'ENOTFOUND'],
  ])('is a service that is away: %s', (_name, error, said) => {
    expect(failureOf(error)).toMatchObject({
      code: 'SERVICE_UNAVAILABLE',
      retryable: true,
      message: `a service of AWS does not answer now: ${said}`,
      cause: error,
    });
  });

  it.each([
    ['a refusal for want of a permission', refused('AccessDenied', 403)],
    ['a condition that does not hold', refused('ConditionalCheckFailedException', 400)],
    ['what a service does not implement', refused('NotImplemented', 501)],
    ['a file that is not there', withCode('ENOENT')],
    ['a defect of ours', new TypeError('x is not a function')],
    ['something that is no error', 'thrown'],
    ['nothing', undefined],
  ])('has no name: %s', (_name, error) => {
    expect(failureOf(error)).toBeNull();
  });

  it('is itself where it has a name, whatever its cause', () => {
    const failure = new ModelUnavailable('no connection', { cause: withCode('ECONNREFUSED') });

    expect(failureOf(failure)).toBe(failure);
  });
});

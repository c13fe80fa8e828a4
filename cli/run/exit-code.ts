import type { ResultEnvelope } from '../../shared/job/result-envelope.ts';

/** 0 where every job succeeded, 1 where one did not. */
export function exitCodeOf(envelopes: readonly Pick<ResultEnvelope, 'status'>[]): 0 | 1 {
  return envelopes.every(({ status }) => status === 'SUCCEEDED') ? 0 : 1;
}

import type { ResultEnvelope } from '../../shared/job/result-envelope.ts';

/** Hashes of the exchanges that a result names. */
export function exchangesOfResult(
  result: Pick<ResultEnvelope, 'exchanges' | 'coverage'>,
): readonly string[] {
  const parts = result.coverage?.parts ?? [];
  return [...new Set([...result.exchanges, ...parts.flatMap(({ exchange }) => exchange ?? [])])];
}

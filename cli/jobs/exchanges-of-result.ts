import type { ResultEnvelope } from '../../shared/job/result-envelope.ts';

/** Hashes of the exchanges that a result names. */
export function exchangesOfResult(
  result: Pick<ResultEnvelope, 'exchanges' | 'coverage'>,
): readonly string[] {
  const parts = result.coverage?.parts ?? [];
  const used = result.exchanges.map(({ exchange }) => exchange);
  return [...new Set([...used, ...parts.flatMap(({ exchange }) => exchange ?? [])])];
}

import { type KeptExchange, subjectOf } from '../jobs/exchanges-of-job.ts';

/** What the model thought before it answered, under the range it was asked about if there are several. */
export function renderReasoning(exchanges: readonly KeptExchange[]): readonly string[] {
  const kept = exchanges.flatMap(({ start, end, exchange: { reasoning } }) =>
    reasoning === null || reasoning.trim() === '' ? [] : { start, end, reasoning },
  );
  return kept.map(({ start, end, reasoning }) =>
    exchanges.length === 1 ? reasoning : `--- ${subjectOf({ start, end })} ---\n${reasoning}\n`,
  );
}

import type { LivingWorker } from '../../shared/extraction/call-limit.ts';

/** A worker that had no turn yet and was never served. */
export function livingWorker(
  given: Pick<LivingWorker, 'until'> & Partial<LivingWorker>,
): LivingWorker {
  return { taken: 0, turnAt: null, servedAt: null, ...given };
}

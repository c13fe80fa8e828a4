import type { LivingWorker } from '../../shared/extraction/call-limit.ts';

/** A worker that had no turn yet and was never served. */
export function livingWorker(
  given: Pick<LivingWorker, 'until'> & Partial<LivingWorker>,
): LivingWorker {
  return { taken: 0, turnAt: null, servedAt: null, ...given };
}

/** One that lives for ever, and that the provider answers whenever somebody looks. */
export const alwaysServed = livingWorker({
  until: '2099-01-01T00:00:00.000Z',
  servedAt: '2099-01-01T00:00:00.000Z',
});

import { PipelineError } from '../../shared/failure/pipeline-error.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import {
  callWithinLimits,
  type LimitPorts,
  sharesOfCalls,
} from '../../shared/steps/paying/call-within-limits.ts';
import { modelChoice } from '../../test/builders/analysis.ts';
import { MemoryBreakers } from '../../test/fakes/memory-breakers.ts';
import { MemoryCallLimits } from '../../test/fakes/memory-call-limits.ts';
import { silentLog } from '../../test/fakes/memory-stores.ts';
import type { Random } from '../../test/fuzz/random.ts';

/** CometAPI publishes no limit, so that a hundred calls at once are where it begins. */
const choice = { ...modelChoice, provider: 'cometapi', providerIdentity: 'cometapi' } as const;
export const ceiling = 100;

/** A job whose calls were refused five times comes back after about so long. */
const backAfterMs = 15_000;

/** How long a job may wait for its call, as in an invocation that ends some minutes later. */
const patienceMs = 600_000;

/** Workers that share one table. */
export function fleetOf(size: number, clock: Clock, random: Random): LimitPorts[] {
  const limits = new MemoryCallLimits(clock);
  const breakers = new MemoryBreakers();
  return Array.from({ length: size }, (_, index) => ({
    breakers,
    clock,
    log: silentLog,
    random: () => random.fraction(),
    shareOf: sharesOfCalls(
      { limits, clock, log: silentLog },
      `worker-${String(index).padStart(2, '0')}`,
    ),
  }));
}

/** As a job does that goes back to its queue and comes again; until `over` at the latest. */
export async function callUntilAnswered(
  worker: LimitPorts,
  send: () => Promise<string>,
  over: AbortSignal = new AbortController().signal,
): Promise<void> {
  const { clock } = worker;
  while (!over.aborted) {
    try {
      const latestStart = new Date(clock.now().getTime() + patienceMs);
      const asked = { choice, jobId: 'job', latestStart, signal: over, waiting: over, send };
      await callWithinLimits({ ...asked, confirm: () => {} }, worker);
      return;
    } catch (error) {
      if (over.aborted) return;
      if (!(error instanceof PipelineError)) throw error;
      await clock.wait(backAfterMs, over);
    }
  }
}

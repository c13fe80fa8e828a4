import type { ModelChoice } from '../../shared/extraction/model-choice.ts';
import { PipelineError } from '../../shared/failure/pipeline-error.ts';
import {
  callWithinLimits,
  type LimitPorts,
  sharesOfCalls,
} from '../../shared/steps/paying/call-within-limits.ts';
import { ManualClock } from '../fakes/manual-clock.ts';
import { MemoryBreakers } from '../fakes/memory-breakers.ts';
import { MemoryCallLimits } from '../fakes/memory-call-limits.ts';
import { silentLog } from '../fakes/memory-stores.ts';
import { modelChoice } from './analysis.ts';

/** CometAPI publishes no limit, so that a hundred calls at once are where it begins. */
const choice: ModelChoice = { ...modelChoice, provider: 'cometapi', providerIdentity: 'cometapi' };

/** A job whose calls were refused five times comes back after about so long. */
const backAfterMs = 15_000;

/** How long a call may wait, as in an invocation that ends some minutes later. */
const patienceMs = 600_000;

export interface Fleet {
  readonly clock: ManualClock;
  readonly limits: MemoryCallLimits;
  /** What the workers warned of, in order. */
  readonly warnings: readonly string[];
  readonly workers: readonly LimitPorts[];
}

/**
 * Workers that share one table.
 *
 * @param random by default the numbers are spread evenly, and the same in every run
 */
export function fleetOf(size: number, random: () => number = spreadEvenly()): Fleet {
  const clock = new ManualClock();
  const limits = new MemoryCallLimits(clock);
  const breakers = new MemoryBreakers();
  const warnings: string[] = [];
  const log = { ...silentLog, warn: (event: string) => void warnings.push(event) };
  const workers = Array.from({ length: size }, (_, index) => {
    const shareOf = sharesOfCalls({ limits, clock, log, random }, `worker-${twoDigits(index)}`);
    return { breakers, clock, log, random, shareOf };
  });
  return { clock, limits, warnings, workers };
}

function spreadEvenly(): () => number {
  let draws = 0;
  return () => {
    draws += 1;
    return (draws * 0.618_034) % 1;
  };
}

/** So that names are in the order of the workers. */
function twoDigits(index: number): string {
  return String(index).padStart(2, '0');
}

/** @param waiting aborted when the call is not to be made any more */
export async function callOf(
  worker: LimitPorts,
  send: () => Promise<string>,
  waiting: AbortSignal = neverAborted(),
): Promise<string> {
  const latestStart = new Date(worker.clock.now().getTime() + patienceMs);
  const call = { choice, jobId: 'job-1', latestStart, signal: neverAborted(), waiting, send };
  return callWithinLimits({ ...call, confirm: () => {} }, worker);
}

/** As a job does that goes back to its queue and comes again; until `over` at the latest. */
export async function callUntilAnswered(
  worker: LimitPorts,
  send: () => Promise<string>,
  over: AbortSignal = neverAborted(),
): Promise<void> {
  while (!over.aborted) {
    try {
      await callOf(worker, send, over);
      return;
    } catch (error) {
      if (over.aborted) return;
      if (!(error instanceof PipelineError)) throw error;
      await worker.clock.wait(backAfterMs, over);
    }
  }
}

/** A new one each time: one for all would remember every call that ever waited on it. */
function neverAborted(): AbortSignal {
  return new AbortController().signal;
}

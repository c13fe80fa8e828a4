import { randomFrom } from '../fuzz/random.ts';
import { planStorms, type Storm } from './service-faults.ts';

/** How bad a run is to be. */
export interface DisasterSettings {
  readonly seed: number;
  /** Share of requests to the model that meet a fault, 0 to 1. */
  readonly providerFaults: number;
  /** Seconds between two workers that are killed, on average; 0: none is. */
  readonly killEvery: number;
  /** Seconds between two ends of the whole pipeline, on average; 0: it is never ended. */
  readonly restartEvery: number;
  /** Seconds between two times in which the provider refuses the account, on average; 0: it never does. */
  readonly refuseEvery: number;
  /** Whether the emulated services and the queues have faults. */
  readonly serviceFaults: boolean;
  /** Seconds after which nobody is killed or refused and no storm begins any more; 0: never. */
  readonly calmAfter: number;
}

/** What happens when, in milliseconds from the start: the same for the same settings. */
export interface DisasterPlan {
  readonly kills: readonly number[];
  readonly restarts: readonly number[];
  readonly storms: readonly Storm[];
  /** When the provider begins to refuse the account, each time for {@link refusalMs} at least. */
  readonly refusals: readonly number[];
}

/** How long the account is refused at least; then who has seen jobs held repairs it. */
export const refusalMs = 4_000;

/** Long enough for any run. */
const plannedSeconds = 3_600;

/** Draws up the plan of a run. */
export function planDisasters(settings: DisasterSettings): DisasterPlan {
  const { seed, killEvery, restartEvery, refuseEvery, serviceFaults, calmAfter } = settings;
  const isBefore = (ms: number): boolean => calmAfter === 0 || ms < calmAfter * 1000;
  return {
    kills: momentsEvery(killEvery, seed ^ 0x0b_ad).filter(isBefore),
    restarts: momentsEvery(restartEvery, seed ^ 0xdead).filter(isBefore),
    refusals: momentsEvery(refuseEvery, seed ^ 0x04_02).filter(isBefore),
    storms: serviceFaults
      ? planStorms(seed, plannedSeconds).filter(({ startsAtMs }) => isBefore(startsAtMs))
      : [],
  };
}

/** The first one early, while everything is under way; then half of the time to one and a half apart. */
function momentsEvery(seconds: number, seed: number): number[] {
  if (seconds === 0) return [];
  const random = randomFrom(seed);
  const moments: number[] = [];
  let at = seconds * 1000 * (0.2 + 0.2 * random.fraction());
  for (; at < plannedSeconds * 1000; at += seconds * 1000 * (0.5 + random.fraction())) {
    moments.push(Math.round(at));
  }
  return moments;
}

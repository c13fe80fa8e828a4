import { PipelineError } from '../shared/failure/pipeline-error.ts';
import {
  callWithinLimits,
  type LimitPorts,
  sharesOfCalls,
} from '../shared/steps/paying/call-within-limits.ts';
import { modelChoice } from '../test/builders/analysis.ts';
import { ManualClock } from '../test/fakes/manual-clock.ts';
import { MemoryBreakers } from '../test/fakes/memory-breakers.ts';
import { MemoryCallLimits } from '../test/fakes/memory-call-limits.ts';
import { silentLog } from '../test/fakes/memory-stores.ts';
import { randomFrom } from '../test/fuzz/random.ts';
import { crowded, moody, type Provider, rated } from './call-limit/providers.ts';

/** How the shared limit on calls does with providers of several kinds; see bench/README.md. */

interface Contest {
  readonly name: string;
  readonly provider: Provider;
  readonly calls: number;
  readonly workers: number;
  /** What the calls need where none is sent in vain and none too late, in seconds. */
  readonly idealSeconds: number;
}

/** CometAPI publishes no limit, so that a hundred calls at once are where it begins. */
const choice = { ...modelChoice, provider: 'cometapi', providerIdentity: 'cometapi' } as const;
const ceiling = 100;
/** A job whose calls were refused five times comes back after about so long. */
const backAfterMs = 15_000;
const runs = 5;

const fourSeconds = { callMs: 4_000 };
const contests: readonly Contest[] = [
  ...[4, 20, 60].map((seconds) => ({
    name: `a fifth refused, answers in ${seconds} s`,
    provider: moody(0.2, seconds * 1_000),
    calls: 1_000,
    workers: 4,
    idealSeconds: (1_000 / ceiling) * seconds,
  })),
  ...[
    [16, 4, 4],
    [16, 30, 20],
    [40, 30, 20],
  ].map(([atOnce = 0, seconds = 0, workers = 0]) => ({
    name: `${atOnce} at once, answers in ${seconds} s`,
    provider: crowded(atOnce, seconds * 1_000),
    calls: atOnce * 20,
    workers,
    idealSeconds: 20 * seconds,
  })),
  ...[false, true].map((countsRefused) => ({
    name: `5 a second, refused ones ${countsRefused ? 'counted' : 'free'}`,
    provider: rated(5, { ...fourSeconds, countsRefused }),
    calls: 2_000,
    workers: 4,
    idealSeconds: 400,
  })),
];

console.log(
  'provider                          workers   ideal   took   ratio   refused for each answer',
);
for (const contest of contests) {
  const results: Result[] = [];
  for (let seed = 1; seed <= runs; seed += 1) results.push(await play(contest, seed));
  const { seconds, refused } = median(results);
  console.log(
    contest.name.padEnd(34) +
      String(contest.workers).padStart(7) +
      `${contest.idealSeconds} s`.padStart(8) +
      `${seconds.toFixed(0)} s`.padStart(7) +
      (seconds / contest.idealSeconds).toFixed(2).padStart(8) +
      (refused / contest.calls).toFixed(2).padStart(10),
  );
}

interface Result {
  readonly seconds: number;
  readonly refused: number;
}

async function play({ provider, calls, workers }: Contest, seed: number): Promise<Result> {
  const clock = new ManualClock();
  const random = randomFrom(seed);
  const fleet = fleetOf(workers, { clock, random: () => random.fraction() });
  const answer = provider(clock, random);
  let refused = 0;
  const send = async (): Promise<string> => {
    try {
      return await answer();
    } catch (error) {
      refused += 1;
      throw error;
    }
  };
  const startedAt = clock.now().getTime();
  const jobs = Array.from({ length: calls }, (_, index) => fleet[index % workers]);
  await clock.passUntil(
    Promise.all(jobs.map(async (worker) => worker && callUntilAnswered(worker, send))),
  );
  return { seconds: (clock.now().getTime() - startedAt) / 1_000, refused };
}

/** Workers that share one table. */
function fleetOf(
  size: number,
  { clock, random }: { readonly clock: ManualClock; readonly random: () => number },
): LimitPorts[] {
  const limits = new MemoryCallLimits(clock);
  const breakers = new MemoryBreakers();
  return Array.from({ length: size }, (_, index) => ({
    breakers,
    clock,
    log: silentLog,
    random,
    shareOf: sharesOfCalls({ limits, clock, log: silentLog }, `worker-${index}`),
  }));
}

/** As a job does that goes back to its queue and comes again. */
async function callUntilAnswered(worker: LimitPorts, send: () => Promise<string>): Promise<string> {
  const { clock } = worker;
  const { signal } = new AbortController();
  for (;;) {
    try {
      const latestStart = new Date(clock.now().getTime() + 600_000);
      const asked = { choice, jobId: 'job', latestStart, signal, waiting: signal, send };
      return await callWithinLimits({ ...asked, confirm: () => {} }, worker);
    } catch (error) {
      if (!(error instanceof PipelineError)) throw error;
      await clock.wait(backAfterMs);
    }
  }
}

function median(results: readonly Result[]): Result {
  const sorted = results.toSorted((one, other) => one.seconds - other.seconds);
  const middle = sorted[Math.floor(sorted.length / 2)];
  if (middle === undefined) throw new Error('nothing was played');
  return middle;
}

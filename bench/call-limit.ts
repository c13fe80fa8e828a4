import { contests } from './call-limit/contests.ts';
import { waitsOfLateWorker } from './call-limit/late-worker.ts';
import { median, play, type Result } from './call-limit/play.ts';

/** How the shared limit on calls does with providers of several kinds; see bench/README.md. */

const runs = 5;

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

console.log('\nthe fifteenth worker waits         half of its calls   the longest');
for (const callsAtOnce of [1, 4]) {
  for (const callSeconds of [4, 30]) {
    const provider = { callsAtOnce, callMs: callSeconds * 1_000 };
    const waits: number[] = [];
    for (let seed = 1; seed <= runs; seed += 1)
      waits.push(...(await waitsOfLateWorker(provider, seed)));
    waits.sort((one, other) => one - other);
    const middle = waits[Math.floor(waits.length / 2)] ?? Number.NaN;
    console.log(
      `${callsAtOnce} at once, answers in ${callSeconds} s`.padEnd(34) +
        `${middle.toFixed(0)} s`.padStart(18) +
        `${(waits.at(-1) ?? Number.NaN).toFixed(0)} s`.padStart(14),
    );
  }
}

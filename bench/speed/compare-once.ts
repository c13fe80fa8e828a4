import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import * as z from 'zod';
import { SniffingDocumentReader } from '../../shared/adapters/readers/sniffing-document-reader.ts';
import { type Contest, contests } from './contests.ts';

/** Plays the contest that the command line names, and prints what it took as JSON. */
const fewestRounds = 7;

/** For both together. */
const enoughMs = 2_000;

/** The clock of a thread ticks every 4 ms: a quick reader reads so often that it takes this long. */
const leastMs = 60;

/** These load and compile. */
const warmUpRounds = 2;

// As `node --expose-gc` does, so that nobody has to remember it.
setFlagsFromString('--expose-gc');
// Else each collection would throw compiled functions away, ours more than a library's few.
setFlagsFromString('--no-flush-bytecode');
globalThis.gc ??= z.custom<NodeJS.GCFunction>().parse(runInNewContext('gc'));

const contest = contests.find(({ format }) => format === process.argv[2]);
if (contest === undefined) throw new Error('no contest has that name');
console.log(JSON.stringify(await compare(contest)));

/** Many rounds, both in each of them, so that a busy moment meets both. */
async function compare({ bytes, alone }: Contest): Promise<{
  oursMs: number;
  aloneMs: number;
  pages: number;
}> {
  const reader = new SniffingDocumentReader();
  const ours: number[] = [];
  const library: number[] = [];
  let pages = 0;
  const workAlone = (): Promise<number> => alone(bytes);
  const workOurs = async (): Promise<void> => {
    const reading = await reader.read({ bytes, password: null, member: [] });
    if (reading.kind === 'text') pages = reading.text.pages?.length ?? 0;
  };
  const measureOurs = await repeated(workOurs);
  const measureAlone = await repeated(workAlone);
  const startedAt = process.threadCpuUsage();
  for (let round = 0; round < fewestRounds || millisecondsSince(startedAt) < enoughMs; round += 1) {
    // In turn, so that neither always finds the caches as the other left them.
    if (round % 2 === 0) library.push(await measureAlone());
    ours.push(await measureOurs());
    if (round % 2 === 1) library.push(await measureAlone());
  }
  const oursMs = undisturbed(ours);
  const aloneMs = undisturbed(library);
  return { oursMs, aloneMs, pages };
}

/** Measures the work as often as it takes for the clock, once it is loaded and compiled. */
async function repeated(work: () => Promise<unknown>): Promise<() => Promise<number>> {
  await millisecondsOf(work, warmUpRounds);
  const times = Math.ceil(leastMs / Math.max(1, await millisecondsOf(work, warmUpRounds)));
  return () => millisecondsOf(work, times);
}

/**
 * That the thread was at work, each time: a busy machine makes nobody slower.
 *
 * What was used before is collected first: nobody pays for the garbage of another.
 */
async function millisecondsOf(work: () => Promise<unknown>, times: number): Promise<number> {
  globalThis.gc?.();
  const startedAt = process.threadCpuUsage();
  for (let time = 0; time < times; time += 1) await work();
  return millisecondsSince(startedAt) / times;
}

function millisecondsSince(startedAt: NodeJS.CpuUsage): number {
  const { user, system } = process.threadCpuUsage(startedAt);
  return (user + system) / 1000;
}

/** The mean of the quickest third: what else the machine does can only make a round take longer. */
function undisturbed(values: readonly number[]): number {
  const quickest = values
    .toSorted((one, other) => one - other)
    .slice(0, Math.ceil(values.length / 3));
  return sum(quickest) / quickest.length;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

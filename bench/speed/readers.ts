import { readFile } from 'node:fs/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import * as z from 'zod';
import { SniffingDocumentReader } from '../../shared/adapters/readers/sniffing-document-reader.ts';
import { fetchFiles } from '../fidelity/debian-files.ts';
import { requireCommands } from '../fidelity/tools.ts';
import {
  decodingAlone,
  docxAlone,
  htmlAlone,
  jsonAlone,
  largeCsvAlone,
  mailAlone,
  officeAlone,
  pdfAlone,
  smallCsvAlone,
  xlsxAlone,
} from './libraries-alone.ts';
import { sampleDocx, samplePptx, sampleXlsx } from './office-samples.ts';
import {
  sampleCaptions,
  sampleCsv,
  sampleForeignCsv,
  sampleForeignJson,
  sampleHtml,
  sampleJson,
  sampleNestedJson,
  samplePageMail,
  samplePlainMail,
  sampleSmallCsv,
} from './samples.ts';

/** How fast our readers are, next to the libraries they use; see bench/README.md. */
interface Contest {
  readonly format: string;
  readonly bytes: Uint8Array;
  readonly alone: (bytes: Uint8Array) => Promise<number>;
  /** What stands in the place of a target: a library that does less than ours; else `null`. */
  readonly untargeted: string | null;
}

const fewestRounds = 11;

/** For both together. */
const enoughMs = 6_000;

/** The clock of a thread ticks every 4 ms: a quick reader reads so often that it takes this long. */
const leastMs = 60;

/** These load and compile. */
const warmUpRounds = 2;

/** Ours may take this much of the library's time. */
const highestRatio = 1.1;

// As `node --expose-gc` does, so that nobody has to remember it.
setFlagsFromString('--expose-gc');
// Else each collection would throw compiled functions away, ours more than a library's few.
setFlagsFromString('--no-flush-bytecode');
globalThis.gc ??= z.custom<NodeJS.GCFunction>().parse(runInNewContext('gc'));

await requireCommands(['dpkg']);
const [manual = ''] = await fetchFiles({ package: 'bash-doc', paths: ['doc/bash/bashref.pdf'] });

const contests: readonly Contest[] = [
  layer('pdf', await readFile(manual), pdfAlone),
  layer('html', sampleHtml(), htmlAlone),
  layer('mail', samplePageMail(), mailAlone),
  layer('mail, plain', samplePlainMail(), mailAlone),
  layer('csv, large', sampleCsv(), largeCsvAlone),
  layer('csv, small', sampleSmallCsv(), smallCsvAlone),
  own('csv, UTF-8', sampleForeignCsv(), {
    alone: largeCsvAlone,
    untargeted: 'no target: ours looks for stray control characters',
  }),
  layer('json', sampleJson(), jsonAlone),
  own('json, UTF-8', sampleForeignJson(), {
    alone: jsonAlone,
    untargeted: 'no target: ours looks for marks and line ends beyond ASCII',
  }),
  own('json, nested', sampleNestedJson(), {
    alone: jsonAlone,
    untargeted: 'no target: ours looks for conversations in it',
  }),
  layer('docx', sampleDocx(), docxAlone),
  own('xlsx', sampleXlsx(), {
    alone: xlsxAlone,
    untargeted: 'no target: our own, next to a library that gives bare values',
  }),
  own('pptx', samplePptx(), walk(/^ppt\/slides\/[^/]*\.xml$/)),
  own('webvtt', sampleCaptions(), {
    alone: decodingAlone,
    untargeted: 'no target: our own, next to decoding alone',
  }),
];

console.log('format           MB   ours MB/s  library MB/s  ours / library');
const wanted = process.argv.slice(2);
for (const contest of contests) {
  if (wanted.length > 0 && !wanted.some((name) => contest.format.startsWith(name))) continue;
  const { format, bytes, untargeted } = contest;
  const { oursMs, aloneMs, ratio, pages } = await compare(contest);
  const megabytes = bytes.length / 1_000_000;
  const columns = [
    format.padEnd(12),
    megabytes.toFixed(1).padStart(6),
    ((megabytes / oursMs) * 1000).toFixed(1).padStart(11),
    ((megabytes / aloneMs) * 1000).toFixed(1).padStart(13),
    ratio.toFixed(2).padStart(15),
  ];
  const isSlow = untargeted === null && ratio > highestRatio;
  const notes = [
    ...(pages === 0 ? [] : [`${((pages / oursMs) * 1000).toFixed(0)} pages/s`]),
    ...(isSlow ? [`over ${highestRatio}`] : []),
    ...(untargeted === null ? [] : [untargeted]),
  ];
  console.log(`${columns.join(' ')}  ${notes.join('; ')}`.trimEnd());
  if (isSlow) process.exitCode = 1;
}

function layer(format: string, bytes: Uint8Array, alone: Contest['alone']): Contest {
  return { format, bytes, alone, untargeted: null };
}

function walk(isPart: RegExp): Pick<Contest, 'alone' | 'untargeted'> {
  const untargeted = 'no target: our own walk, next to unzip and a bare parser';
  return { alone: officeAlone(isPart), untargeted };
}

function own(
  format: string,
  bytes: Uint8Array,
  next: Pick<Contest, 'alone' | 'untargeted'>,
): Contest {
  return { format, bytes, ...next };
}

/** The middle of many rounds; both in every round, so that a busy moment meets both. */
async function compare({ bytes, alone }: Contest): Promise<{
  oursMs: number;
  aloneMs: number;
  ratio: number;
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
  const oursMs = middleMean(ours);
  const aloneMs = middleMean(library);
  const ratio = middleMean(ours.map((milliseconds, round) => milliseconds / (library[round] ?? 0)));
  return { oursMs, aloneMs, ratio, pages };
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

/** The mean of the middle half: a neighbour's busy moment is nobody's, and a median knows only ticks. */
function middleMean(values: readonly number[]): number {
  const quarter = Math.floor(values.length / 4);
  const middle = values
    .toSorted((one, other) => one - other)
    .slice(quarter, values.length - quarter);
  return sum(middle) / middle.length;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

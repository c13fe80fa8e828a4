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
  sampleHtml,
  sampleJson,
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

/** For both together: the clock of a thread is coarse, so that quick ones take more rounds. */
const enoughMs = 4_000;

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
  layer('json', sampleJson(), jsonAlone),
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

/** Means of many rounds; both in every round, so that a busy moment meets both. */
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
  const measureAlone = async (): Promise<void> => {
    library.push(await millisecondsOf(() => alone(bytes)));
  };
  const measureOurs = async (): Promise<void> => {
    const elapsedMs = await millisecondsOf(async () => {
      const reading = await reader.read({ bytes, password: null, member: [] });
      if (reading.kind === 'text') pages = reading.text.pages?.length ?? 0;
    });
    ours.push(elapsedMs);
  };
  for (let round = 0; isWanted(round, [ours, library]); round += 1) {
    // In turn, so that neither always finds the caches as the other left them.
    const [first, second] =
      round % 2 === 0 ? [measureAlone, measureOurs] : [measureOurs, measureAlone];
    await first();
    await second();
  }
  const oursMs = mean(ours.slice(warmUpRounds));
  const aloneMs = mean(library.slice(warmUpRounds));
  return { oursMs, aloneMs, ratio: oursMs / aloneMs, pages };
}

function isWanted(round: number, measured: readonly (readonly number[])[]): boolean {
  return round < warmUpRounds + fewestRounds || sum(measured.flat()) < enoughMs;
}

/**
 * That the thread was at work: a busy machine makes nobody slower.
 *
 * What was used before is collected first: nobody pays for the garbage of another.
 */
async function millisecondsOf(work: () => Promise<unknown>): Promise<number> {
  globalThis.gc?.();
  const before = process.threadCpuUsage();
  await work();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000;
}

function mean(values: readonly number[]): number {
  return sum(values) / values.length;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import * as z from 'zod';
import { median, millisecondsOf, printedBy } from './cold-start/start-process.ts';
import { textWorker, wholeWorker, type WorkerVariant } from './cold-start/worker-variants.ts';

/**
 * What it costs a worker that reads a text to know all the other formats: next to one that knows
 * text and captions alone, bundled in the same way. See bench/README.md.
 */
const root = fileURLToPath(new URL('../', import.meta.url));
const rounds = 41;

/** What all readers together may add to what a text loads, and to how long it takes. */
const highestRatio = 1.05;

/** Reads a text of some paragraphs. */
function programOf({ handler }: WorkerVariant): string {
  return `
    const { readDocument } = await import(${JSON.stringify(pathToFileURL(handler).href)});
    const bytes = new TextEncoder().encode('The board met on Monday. Every box is weighed.\\n\\n'.repeat(60));
    const { kind } = await readDocument({ bytes, password: null, member: [] });
    if (kind !== 'text') throw new Error(kind);`;
}

/** Of the modules that this loads, whether they are imported at once or when they are needed. */
async function kilobytesLoaded(variant: WorkerVariant): Promise<number> {
  const printed = await printedBy(`
    import { registerHooks } from 'node:module';
    const urls = [];
    registerHooks({ load: (url, context, next) => (urls.push(url), next(url, context)) });
    ${programOf(variant)}
    console.log(JSON.stringify(urls.filter((url) => url.startsWith('file:'))));`);
  const urls = z.array(z.string()).parse(JSON.parse(printed));
  const files = await Promise.all(urls.map((url) => stat(fileURLToPath(url))));
  return files.reduce((sum, { size }) => sum + size, 0) / 1024;
}

async function millisecondsToRead(variants: readonly WorkerVariant[]): Promise<readonly number[]> {
  const programs = ['undefined', ...variants.map(programOf)];
  const samples = programs.map((): number[] => []);
  for (let round = 0; round < rounds; round += 1) {
    // In turn forwards and backwards, so that a busy moment meets all of them.
    const order = [...programs.entries()];
    for (const [index, program] of round % 2 === 0 ? order : order.toReversed()) {
      samples[index]?.push(await millisecondsOf(program));
    }
  }
  const [empty = Number.NaN, ...others] = samples.map(median);
  return others.map((milliseconds) => milliseconds - empty);
}

function printRow(
  name: string,
  unit: string,
  [all = Number.NaN, text = Number.NaN]: readonly number[],
): number {
  const ratio = all / text;
  const columns = [all, text].map((value) => `${value.toFixed(0)} ${unit}`.padStart(12));
  console.log(`${name.padEnd(24)}${columns.join('')}${ratio.toFixed(3).padStart(10)}`);
  return ratio;
}

const folder = await mkdtemp(join(tmpdir(), 'sluice-readers-cost-'));
try {
  const variants = [
    await wholeWorker(root, join(folder, 'whole')),
    await textWorker(root, join(folder, 'text')),
  ];
  console.log(`${''.padEnd(24)} all readers   text only     ratio`);
  const loaded = await Promise.all(variants.map(kilobytesLoaded));
  const ratios = [
    printRow('loaded to read a text', 'KB', loaded),
    printRow('time to read a text', 'ms', await millisecondsToRead(variants)),
  ];
  printRow(
    'code in the package',
    'KB',
    variants.map(({ size }) => size.bytesInAll / 1024),
  );
  console.log('The package holds the readers, of course: what a text does not need stays unread.');
  if (ratios.some((ratio) => !(ratio <= highestRatio))) process.exitCode = 1;
} finally {
  await rm(folder, { recursive: true });
}

import { execFile } from 'node:child_process';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

/**
 * How long each function's bundle takes to load, and how large it is.
 *
 * Run `npm run build` first, then `node bench/cold-start.ts`. Each figure is the median of several
 * processes that only import the handler, all functions in turn, above one that imports nothing.
 */
const run = promisify(execFile);
const bundles = fileURLToPath(new URL('../dist', import.meta.url));
const rounds = 9;

/** Every function finds what it insists on; nothing is called. */
const environment = {
  AWS_REGION: 'us-east-1',
  RESULTS_BUCKET: 'results',
  JOB_TABLE: 'jobs',
  NOW_QUEUE_URL: 'http://127.0.0.1/now',
  NIGHTLY_QUEUE_URL: 'http://127.0.0.1/nightly',
  DEAD_LETTER_QUEUE_URL: 'http://127.0.0.1/dead',
  NIGHTLY_TIME_ZONE: 'UTC',
  MAX_DOCUMENT_BYTES: '1000000',
  MAX_ATTEMPTS: '10',
  CLAIM_RETENTION_DAYS: '30',
  JOB_RETENTION_DAYS: '400',
  MAX_TRIES: '3',
  CONCURRENT_PARTS: '4',
  RELEASE_STEP_JOBS: '100',
  KEEPER_STEP_JOBS: '100',
  READER_TIMEOUT_MS: '60000',
  READER_MEMORY_MB: '600',
  MAX_PAGES: '3000',
  MAX_CHARACTERS: '50000000',
  MAX_EXPANDED_BYTES: '200000000',
  MAX_ARCHIVE_MEMBERS: '1000',
  MAX_ARCHIVE_DEPTH: '3',
};

async function millisecondsOf(program: string): Promise<number> {
  const startedAt = performance.now();
  await run(process.execPath, ['--input-type=module', '--eval', program], { env: environment });
  return performance.now() - startedAt;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

async function kilobytesOf(folder: string): Promise<number> {
  const files = (await readdir(folder, { recursive: true })).filter((file) =>
    file.endsWith('.mjs'),
  );
  const sizes = await Promise.all(files.map(async (file) => (await stat(join(folder, file))).size));
  return sizes.reduce((sum, size) => sum + size, 0) / 1024;
}

const names = (await readdir(bundles)).toSorted();
const programs = new Map([
  ['', 'undefined'],
  ...names.map((name): [string, string] => {
    const handler = pathToFileURL(join(bundles, name, 'handler.mjs')).href;
    return [name, `await import(${JSON.stringify(handler)})`];
  }),
]);
const samples = new Map([...programs.keys()].map((name) => [name, [] as number[]]));
for (let round = 0; round < rounds; round += 1) {
  for (const [name, program] of programs) {
    samples.get(name)?.push(await millisecondsOf(program));
  }
}

const empty = median(samples.get('') ?? []);
console.log(
  `medians of ${rounds} processes; one that imports nothing takes ${empty.toFixed(0)} ms`,
);
for (const name of names) {
  const loadMs = median(samples.get(name) ?? []) - empty;
  const sizeKilobytes = await kilobytesOf(join(bundles, name));
  console.log(
    `${name.padEnd(14)} ${loadMs.toFixed(0).padStart(4)} ms  ${sizeKilobytes.toFixed(0).padStart(5)} KB`,
  );
}

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

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

/** What a process prints that runs the program, an ES module, with all that a function insists on. */
export async function printedBy(program: string): Promise<string> {
  const options = ['--input-type=module', '--eval', program];
  const { stdout } = await run(process.execPath, options, { env: environment });
  return stdout;
}

/** From the start of such a process to its end. */
export async function millisecondsOf(program: string): Promise<number> {
  const startedAt = performance.now();
  await printedBy(program);
  return performance.now() - startedAt;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { env } from 'node:process';
import { Worker } from 'node:worker_threads';
import { answer, textAnswer } from './answer.ts';

/** What came of an attempt: a value, or the code of what was thrown. */
function outcomeOf(attempt: () => unknown): unknown {
  try {
    return attempt();
  } catch (error) {
    return error instanceof Error && 'code' in error ? error.code : String(error);
  }
}

await answer(
  textAnswer({
    environment: env,
    written: outcomeOf(() => writeFileSync('/tmp/sluice-reader-child', 'x')),
    read: outcomeOf(() => readFileSync('/etc/hostname', 'utf8')),
    process: outcomeOf(() => spawn('/bin/true').pid),
    thread: outcomeOf(() => new Worker('0', { eval: true }).threadId),
  }),
);

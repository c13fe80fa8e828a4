import { fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { residentMemoryBytes } from '../../shared/adapters/readers/guard/resident-memory.ts';
import { childAnswerSchema } from './recognizer-messages.ts';

const childModule = fileURLToPath(new URL('./recognizer-child.ts', import.meta.url));

/** A page takes some 300 MB; what takes four times as much is no page. */
const maximumMemoryBytes = 1_200_000_000;
const watchIntervalMs = 200;

/** A page takes one to five seconds: enough for some hundred pages. */
const longestMs = 15 * 60_000;

/**
 * Recognizes a scan with tesseract, in a process of its own that ends with it, whatever the scan
 * does to it.
 *
 * @param signal ends the process
 * @returns the lines of each page
 * @throws {Error} where no text came of it
 */
export async function recognizeInChild(
  bytes: Uint8Array,
  signal: AbortSignal,
): Promise<string[][]> {
  const child = fork(childModule, [], {
    serialization: 'advanced',
    execArgv: ['--max-old-space-size=400'],
    env: {},
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    // Control-C at a terminal goes to the pipeline alone, which ends its processes in order.
    detached: true,
  });
  const ended = new AbortController();
  const stopped = AbortSignal.any([signal, ended.signal]);
  const watching = watch();
  try {
    await nextMessage();
    child.send({ bytes });
    const parsed = childAnswerSchema.parse(await nextMessage());
    if ('problem' in parsed) throw new Error(parsed.problem);
    return parsed.pages;
  } finally {
    ended.abort();
    child.kill('SIGKILL');
    await watching;
  }

  async function nextMessage(): Promise<unknown> {
    const [message]: unknown[] = await Promise.race([
      once(child, 'message', { signal: stopped }),
      once(child, 'exit', { signal: stopped }).then(() => {
        throw new Error('the process ended without an answer');
      }),
    ]);
    return message;
  }

  async function watch(): Promise<void> {
    const deadline = Date.now() + longestMs;
    while (!stopped.aborted) {
      await wait(watchIntervalMs, undefined, { signal: stopped }).catch(() => {});
      const memory = child.pid === undefined ? null : residentMemoryBytes(child.pid);
      if ((memory ?? 0) > maximumMemoryBytes || Date.now() > deadline) child.kill('SIGKILL');
    }
  }
}

import { mkdir } from 'node:fs/promises';
import { connect } from 'node:net';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import * as z from 'zod';
import {
  createExclusively,
  isAlive,
  readIfPresent,
  removeIfUnchanged,
  replaceFile,
} from './exclusive-file.ts';
import { DataDirectoryInUse } from './local-errors.ts';

const endpointsSchema = z.object({
  s3: z.string(),
  sqs: z.string(),
  dynamodb: z.string(),
  secretsManager: z.string(),
});

const runningSchema = z.object({
  pid: z.number().int(),
  endpoints: endpointsSchema,
  outputs: z.record(z.string(), z.string()),
  startedAt: z.string(),
});

/** An owner that is still starting has no endpoints yet. */
const lockSchema = z.union([runningSchema, z.object({ pid: z.number().int() })]);

/** A local pipeline that runs, as `lock` in its data directory describes it. */
export type RunningPipeline = z.output<typeof runningSchema>;

/** A data directory that this process owns. */
export interface OwnedDirectory {
  readonly path: string;
  /** Tells others where the pipeline is. */
  announce(pipeline: Omit<RunningPipeline, 'pid' | 'startedAt'>): Promise<void>;
  release(): Promise<void>;
}

/** A pipeline starts in well under a second; a reader waits this long for it. */
const startingTimeoutMs = 5000;

/**
 * The pipeline that owns the directory; `undefined` where none does. A lock that its process left
 * behind counts as none.
 */
export async function readRunningPipeline(
  dataDirectory: string,
): Promise<RunningPipeline | undefined> {
  const deadline = Date.now() + startingTimeoutMs;
  for (;;) {
    const lock = parseLock(await readIfPresent(lockPath(dataDirectory)));
    if (lock === undefined || !(await isHeld(lock))) return undefined;
    if ('endpoints' in lock) return lock;
    if (Date.now() > deadline) return undefined;
    await wait(20);
  }
}

/**
 * Makes the directory this process's own.
 *
 * @throws {DataDirectoryInUse}
 */
export async function takeDataDirectory(dataDirectory: string): Promise<OwnedDirectory> {
  const path = resolve(dataDirectory);
  await mkdir(path, { recursive: true });
  const file = lockPath(path);
  while (!(await createExclusively(file, JSON.stringify({ pid: process.pid })))) {
    const content = await readIfPresent(file);
    if (content === undefined) continue;
    const lock = parseLock(content);
    if (lock !== undefined && (await isHeld(lock))) throw new DataDirectoryInUse(path, lock.pid);
    await removeIfUnchanged(file, content);
  }
  let content = JSON.stringify({ pid: process.pid });
  return {
    path,
    async announce(pipeline) {
      content = JSON.stringify({
        pid: process.pid,
        ...pipeline,
        startedAt: new Date().toISOString(),
      });
      await replaceFile(file, content);
    },
    release: async () => removeIfUnchanged(file, content),
  };
}

function lockPath(dataDirectory: string): string {
  return join(dataDirectory, 'lock');
}

function parseLock(content: string | undefined): z.output<typeof lockSchema> | undefined {
  if (content === undefined) return undefined;
  try {
    return lockSchema.parse(JSON.parse(content));
  } catch {
    return undefined;
  }
}

/** After a restart of the machine a lock's process id may be another program's: so ask its port. */
async function isHeld(lock: z.output<typeof lockSchema>): Promise<boolean> {
  if (!isAlive(lock.pid)) return false;
  return !('endpoints' in lock) || (await accepts(new URL(lock.endpoints.s3)));
}

async function accepts({ hostname, port }: URL): Promise<boolean> {
  return new Promise((settle) => {
    const socket = connect(Number(port), hostname)
      .on('connect', () => {
        socket.destroy();
        settle(true);
      })
      .on('error', () => settle(false));
  });
}

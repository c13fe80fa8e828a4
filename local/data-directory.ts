import { mkdir, readFile } from 'node:fs/promises';
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
  textract: z.string(),
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
  /** Whether its last owner died without giving it up. */
  readonly wasAbandoned: boolean;
  /** Tells others where the pipeline is. */
  announce(pipeline: Omit<RunningPipeline, 'pid' | 'startedAt'>): Promise<void>;
  release(): Promise<void>;
}

/** A pipeline starts in well under a second; a reader waits this long for it. */
const startingTimeoutMs = 5000;

/** What the lock of a process says while nobody can use its pipeline. */
const withdrawn = JSON.stringify({ pid: process.pid });

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
  let wasAbandoned = false;
  while (!(await createExclusively(file, withdrawn))) {
    const content = await readIfPresent(file);
    if (content === undefined) continue;
    const lock = parseLock(content);
    if (lock !== undefined && (await isHeld(lock))) throw new DataDirectoryInUse(path, lock.pid);
    await removeIfUnchanged(file, content);
    wasAbandoned = true;
  }
  let content = withdrawn;
  return {
    path,
    wasAbandoned,
    async announce(pipeline) {
      content = JSON.stringify({
        pid: process.pid,
        ...pipeline,
        startedAt: new Date().toISOString(),
      });
      await replaceFile(file, content);
    },
    release: async () => {
      const present = await readIfPresent(file);
      // Also when it was withdrawn, and says less than was announced.
      if (present === withdrawn || present === content) await removeIfUnchanged(file, present);
    },
  };
}

/**
 * Hides this process's pipeline from those who look for one, as if it were still starting.
 *
 * @returns what tells of it again
 */
export async function withdrawAnnouncement(dataDirectory: string): Promise<() => Promise<void>> {
  const file = lockPath(dataDirectory);
  const announced = await readFile(file, 'utf8');
  await replaceFile(file, withdrawn);
  return async () => replaceFile(file, announced);
}

/** Whether the directory still tells others of this pipeline. */
export async function isAnnounced(
  dataDirectory: string,
  { pid, startedAt }: RunningPipeline,
): Promise<boolean> {
  const lock = parseLock(await readIfPresent(lockPath(dataDirectory)));
  return (
    lock !== undefined && 'startedAt' in lock && lock.pid === pid && lock.startedAt === startedAt
  );
}

/** Whether the pipeline still answers. */
export async function isRunning(pipeline: RunningPipeline): Promise<boolean> {
  return isHeld(pipeline);
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

import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import {
  isAnnounced,
  readRunningPipeline,
  type RunningPipeline,
  withdrawAnnouncement,
} from './data-directory.ts';
import { isAlive } from './exclusive-file.ts';

/** This process works with a pipeline that another one owns, which waits for it. */
export interface Attachment {
  readonly pipeline: RunningPipeline;
  detach(): Promise<void>;
}

/** Works with the pipeline that owns the directory; `undefined` where none does. */
export async function attachToPipeline(dataDirectory: string): Promise<Attachment | undefined> {
  const path = resolve(dataDirectory);
  for (;;) {
    const pipeline = await readRunningPipeline(path);
    if (pipeline === undefined) return undefined;
    const file = join(folderOf(path), `${process.pid}_${idOf(pipeline)}_${randomUUID()}`);
    await mkdir(folderOf(path), { recursive: true });
    await writeFile(file, '');
    const detach = async () => rm(file, { force: true });
    // The owner first withdraws, then looks who is there: one of us sees the other.
    if (await isAnnounced(path, pipeline)) return { pipeline, detach };
    await detach();
  }
}

/**
 * Lets nobody attach to this process's pipeline any more, unless somebody is attached.
 *
 * @returns the ids of the processes that are; none: the pipeline may stop
 */
export async function closeUnlessAttached(dataDirectory: string): Promise<number[]> {
  const path = resolve(dataDirectory);
  const pipeline = await readRunningPipeline(path);
  if (pipeline === undefined) return [];
  const attached = await processesAttachedTo(path, pipeline);
  if (attached.length > 0) return attached;

  const announceAgain = await withdrawAnnouncement(path);
  const attachedSince = await processesAttachedTo(path, pipeline);
  if (attachedSince.length > 0) await announceAgain();
  return attachedSince;
}

/** What a process that was killed left behind, or one of an earlier pipeline, is cleared away. */
async function processesAttachedTo(
  dataDirectory: string,
  pipeline: RunningPipeline,
): Promise<number[]> {
  const folder = folderOf(dataDirectory);
  const files = await readdir(folder).catch(() => []);
  const found = await Promise.all(
    files.map(async (file) => {
      const [processId = '', pipelineId] = file.split('_');
      if (pipelineId === idOf(pipeline) && isAlive(Number(processId))) return [Number(processId)];
      await rm(join(folder, file), { force: true });
      return [];
    }),
  );
  return [...new Set(found.flat())];
}

function folderOf(dataDirectory: string): string {
  return join(dataDirectory, 'attached');
}

/** A process id may be used again: together with the start it is one pipeline's. */
function idOf({ pid, startedAt }: RunningPipeline): string {
  return `${pid}-${Date.parse(startedAt)}`;
}

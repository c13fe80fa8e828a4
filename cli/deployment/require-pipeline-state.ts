import { readdir } from 'node:fs/promises';
import { CommandError } from '../command-error.ts';
import { samePlace } from '../output/next-command.ts';

/** What a pipeline leaves in its directory, the lock only while it runs. */
const traces = new Set(['lock', 'objects-and-queues', 'tables']);

/**
 * Who only reads must not make an empty pipeline out of a mistyped name.
 *
 * @throws {CommandError} where no pipeline has its state in the directory
 */
export async function requirePipelineState(dataDirectory: string): Promise<void> {
  const names = await readdir(dataDirectory).catch((error: unknown) => {
    if (isAbsence(error)) return undefined;
    throw error;
  });
  if (names?.some((name) => traces.has(name)) === true) return;
  const problem = names === undefined ? 'there is no directory' : 'no local pipeline is in';
  throw new CommandError(
    `${problem} ${dataDirectory}; --data DIR names another, and \`sluice dev${samePlace({ data: dataDirectory })}\` starts a pipeline there`,
  );
}

function isAbsence(error: unknown): boolean {
  return (
    error instanceof Error && 'code' in error && ['ENOENT', 'ENOTDIR'].includes(String(error.code))
  );
}

import { stat } from 'node:fs/promises';
import { CommandError } from '../command-error.ts';

/**
 * A data directory may be one that is not there yet, but nothing else.
 *
 * @throws {CommandError} where a file is there, or above it
 */
export async function refuseFile(dataDirectory: string): Promise<void> {
  try {
    const found = await stat(dataDirectory);
    if (found.isDirectory()) return;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return;
    if (codeOf(error) !== 'ENOTDIR') throw error;
    throw new CommandError(`${dataDirectory} is below a file, not below a directory`, {
      cause: error,
    });
  }
  throw new CommandError(`${dataDirectory} is a file, not a directory`);
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}

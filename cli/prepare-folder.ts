import { constants } from 'node:fs';
import { access, mkdir } from 'node:fs/promises';
import { CommandError } from './command-error.ts';

/**
 * Makes a folder that results are to be written to, before anything is paid for them.
 *
 * @param option that names the folder, as in `--out`
 * @throws {CommandError} where nothing can be written there
 */
export async function prepareFolder(option: string, folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.W_OK);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CommandError(`${option} ${folder} cannot be written to: ${reason}`, { cause: error });
  }
}

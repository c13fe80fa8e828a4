import { writeFile } from 'node:fs/promises';
import { CommandError } from '../command-error.ts';

/**
 * Writes a file that a person named.
 *
 * @throws {CommandError} where it cannot be written
 */
export async function writeText(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CommandError(`${file} cannot be written: ${reason}`, { cause: error });
  }
}

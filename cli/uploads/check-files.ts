import { stat } from 'node:fs/promises';
import { CommandError } from '../command-error.ts';

/** @throws {CommandError} that names every path that is missing or no file */
export async function checkFiles(files: readonly string[]): Promise<void> {
  const problems = await Promise.all(files.map(problemOf));
  const found = problems.filter((problem) => problem !== undefined);
  if (found.length > 0) throw new CommandError(found.join('\n'));
}

async function problemOf(file: string): Promise<string | undefined> {
  const found = await stat(file).catch(() => undefined);
  if (found === undefined) return `no such file: ${file}`;
  if (found.isDirectory()) return `a folder, not a file: ${file} (name the files, as in ${file}/*)`;
  return found.isFile() ? undefined : `not a regular file: ${file}`;
}

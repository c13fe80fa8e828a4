import { CommandError } from '../command-error.ts';

/**
 * @returns the name
 * @throws {CommandError} that names the analyses there are
 */
export function checkAnalysis(name: string | undefined, known: Iterable<string>): string {
  const names = [...known];
  if (name === undefined) {
    throw new CommandError(`--analysis <name> is missing; known are ${names.join(', ')}`);
  }
  if (!names.includes(name)) {
    throw new CommandError(
      `there is no analysis ${JSON.stringify(name)}; known are ${names.join(', ')}`,
    );
  }
  return name;
}

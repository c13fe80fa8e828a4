import { CommandError } from '../command-error.ts';

/** @throws {CommandError} that names the analyses there are */
export function checkAnalysis(name: string, known: Iterable<string>): void {
  const names = [...known];
  if (!names.includes(name)) {
    throw new CommandError(
      `there is no analysis ${JSON.stringify(name)}; known are ${names.join(', ')}`,
    );
  }
}

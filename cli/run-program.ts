import { CommanderError } from 'commander';
import { PipelineError } from '../shared/failure/pipeline-error.ts';
import { SettingsInvalid } from '../shared/settings/settings-invalid.ts';
import { CommandError } from './command-error.ts';
import type { Terminal } from './output/terminal.ts';
import { program } from './program.ts';

/** One call of the `sluice` command. */
export interface Invocation {
  readonly terminal: Terminal;
  readonly version: string;
  /** Whether a failure shows its stack even without `--verbose`. */
  readonly showsStack: boolean;
}

/**
 * Runs the command that the arguments name.
 *
 * @returns the exit code: 0, 1 where some job did not succeed, 2 where the command itself failed
 */
export async function runProgram(
  commandLine: readonly string[],
  { terminal, version, showsStack }: Invocation,
): Promise<0 | 1 | 2> {
  let exitCode: 0 | 1 = 0;
  const sluice = program({ terminal, version, exitWith: (code) => (exitCode = code) });
  try {
    await sluice.parseAsync(commandLine, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    const isVerbose = showsStack || sluice.opts()['verbose'] === true;
    terminal.note(describe(error, isVerbose));
    return 2;
  }
}

function describe(error: unknown, isVerbose: boolean): string {
  if (!(error instanceof Error)) return `sluice: ${String(error)}`;
  if (isVerbose) return error.stack ?? error.message;
  if (isMeantForPeople(error)) return `sluice: ${error.message}`;
  return `sluice: ${error.name}: ${error.message} (--verbose shows where)`;
}

/** Failures whose message says it all: where they were thrown helps nobody. */
function isMeantForPeople(error: Error): boolean {
  return [CommandError, PipelineError, SettingsInvalid].some((kind) => error instanceof kind);
}

import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { eventually } from '../local/eventually.ts';

const entry = fileURLToPath(new URL('../../cli/bin.mjs', import.meta.url));

/** The first command may have to build the functions and synthesize the template. */
const deadlineMs = 100_000;

/** A command as a person starts it, which goes on while the test looks. */
export interface SpawnedCommand extends AsyncDisposable {
  /** All that it has written so far. */
  written(): { readonly stdout: string; readonly stderr: string };
  /** Waits until this is on standard output or standard error. */
  says(text: string): Promise<void>;
  /** As Ctrl-C does. @returns the exit code */
  interrupt(): Promise<number | null>;
}

/** @param environment all of it, but for the folder of temporary files */
export function spawnCommand(
  commandLine: readonly string[],
  folder: string,
  environment: Readonly<Record<string, string>> = {},
): SpawnedCommand {
  const child = spawn(process.execPath, [entry, ...commandLine], {
    cwd: folder,
    env: { TMPDIR: folder, ...environment },
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (data) => (stdout += String(data)));
  child.stderr.on('data', (data) => (stderr += String(data)));
  const ended = new Promise<number | null>((settle) => child.on('close', settle));
  return {
    written: () => ({ stdout, stderr }),
    says: async (text) => {
      await eventually(() => `${stdout}${stderr}`.includes(text) || undefined, deadlineMs);
    },
    interrupt: async () => {
      child.kill('SIGINT');
      return ended;
    },
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

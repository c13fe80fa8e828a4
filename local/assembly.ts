import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, utimes } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { hashAssemblyInputs } from './assembly-inputs.ts';
import { createExclusively, isAlive, readIfPresent, removeIfUnchanged } from './exclusive-file.ts';
import { SynthesisFailed } from './local-errors.ts';

export interface AssemblyOptions {
  /** @default the project that this file belongs to */
  readonly projectDirectory?: string;

  /**
   * Told what takes a while.
   *
   * @default nobody is
   */
  readonly log?: (line: string) => void;
}

/**
 * The directory of a cloud assembly of the project as it is now. One that was synthesized from the
 * same files before is used again; otherwise the functions are built and the template synthesized.
 *
 * Each assembly lies under the hash of its inputs and is moved there when it is whole, so that
 * another process sees it whole or not at all, and a running pipeline keeps its own.
 *
 * @throws {SynthesisFailed}
 */
export async function ensureAssembly({
  projectDirectory = fileURLToPath(new URL('..', import.meta.url)),
  log = () => {},
}: AssemblyOptions = {}): Promise<string> {
  const directory = join(
    projectDirectory,
    'cdk.out',
    `local-${await hashAssemblyInputs(projectDirectory)}`,
  );
  if (await markUsed(directory)) return directory;

  await mkdir(dirname(directory), { recursive: true });
  const release = await waitForTurn(join(projectDirectory, 'cdk.out', 'local.lock'));
  try {
    if (await markUsed(directory)) return directory;
    log('building the functions and synthesizing the template, once until they change');
    const unfinished = `${directory}.unfinished`;
    await rm(unfinished, { recursive: true, force: true });
    await synthesize(projectDirectory, unfinished);
    await rename(unfinished, directory);
    await removeForgotten(dirname(directory));
    return directory;
  } finally {
    await release();
  }
}

async function synthesize(projectDirectory: string, output: string): Promise<void> {
  const run = async (...command: string[]): Promise<void> => runNode(projectDirectory, command);
  // The CDK command line runs the build that cdk.json names, itself.
  if (!(await buildsItself(projectDirectory))) await run('infra/build/main.ts');
  await run(
    join(projectDirectory, 'node_modules/aws-cdk/bin/cdk'),
    'synth',
    '--quiet',
    '--output',
    output,
  );
}

async function buildsItself(projectDirectory: string): Promise<boolean> {
  const settings: unknown = JSON.parse(await readFile(join(projectDirectory, 'cdk.json'), 'utf8'));
  return z.object({ build: z.string() }).safeParse(settings).success;
}

/** @throws {SynthesisFailed} with what the command wrote */
async function runNode(projectDirectory: string, command: readonly string[]): Promise<void> {
  // oxlint-disable-next-line node/no-process-env -- these are the project's own tools, run as its user runs them
  const environment = process.env;
  const child = spawn(process.execPath, command, {
    cwd: projectDirectory,
    env: {
      ...environment,
      PATH: [dirname(process.execPath), environment['PATH']].join(delimiter),
      CDK_VALIDATION: 'false',
      CDK_DISABLE_CLI_TELEMETRY: 'true',
      CDK_DISABLE_VERSION_CHECK: 'true',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exitCode = new Promise<number | null>((resolve, reject) => {
    child.on('error', reject).on('close', resolve);
  });
  const [output, errors, code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    exitCode,
  ]);
  if (code !== 0) throw new SynthesisFailed(command.join(' '), `${output}${errors}`);
}

/** Bundles are built in place, so that one process builds at a time. */
async function waitForTurn(lock: string): Promise<() => Promise<void>> {
  while (!(await createExclusively(lock, thisRun))) {
    const holder = await readIfPresent(lock);
    if (holder === undefined) continue;
    if (isLiving(holder)) await wait(100);
    else await removeIfUnchanged(lock, holder);
  }
  return async () => removeIfUnchanged(lock, thisRun);
}

/** In a container every run may have the same process id, so that the id alone says little. */
function isLiving(holder: string): boolean {
  const processId = Number(holder.split(' ')[0]);
  return processId === process.pid ? holder === thisRun : isAlive(processId);
}

const thisRun = `${process.pid} ${randomUUID()}`;

/** @returns whether there is such a directory */
async function markUsed(directory: string): Promise<boolean> {
  const now = new Date();
  return utimes(directory, now, now).then(
    () => true,
    () => false,
  );
}

/** Longer than any pipeline is likely to run on an assembly that its sources have left behind. */
const keptMs = 7 * 86_400_000;

async function removeForgotten(parent: string): Promise<void> {
  const names = (await readdir(parent)).filter((name) => /^local-[0-9a-f]{16}$/.test(name));
  for (const path of names.map((name) => join(parent, name))) {
    const { mtimeMs } = await stat(path);
    if (Date.now() - mtimeMs > keptMs) await rm(path, { recursive: true, force: true });
  }
}

import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { interruptedNote } from '../../cli/output/interrupted-note.ts';
import { startFakeModelServer } from '../fakes/fake-model-server.ts';
import { spawnCommand } from './spawned-command.ts';

const fileOf = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const transcript = fileOf('examples/transcripts/supplier-call.txt');
const run = ['run', transcript, '--analysis', 'meeting-minutes'];

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sluice-test-'));
});

afterAll(async () => rm(folder, { recursive: true, force: true }));

/** Interrupts a run whose model does not answer. */
async function interruptedRun(...more: string[]) {
  await using server = await startFakeModelServer({
    respond: () => async () => new Promise(() => {}),
  });
  const model = {
    OPENAI_BASE_URL: server.baseUrl,
    OPENAI_API_KEY: 'k',
    SLUICE_MODEL: 'some-model',
  };
  await using command = spawnCommand([...run, ...more], folder, model);
  await command.says('RUNNING');
  const exitCode = await command.interrupt();
  return { exitCode, ...command.written() };
}

describe('a command that is interrupted', { timeout: 120_000 }, () => {
  it('says that it stops, that what was paid is kept, and what goes on with it', async () => {
    const { exitCode, stderr } = await interruptedRun('--data', 'my data');

    expect(exitCode).toBe(130);
    expect(stderr).toMatch(/^Model: some-model of custom \(127\.0\.0\.1:\d+\);[^]*RUNNING/m);
    expect(stderr).toContain(
      "interrupted, stopping (Ctrl-C again does not wait); jobs and paid answers are kept in my data: the same command again, or `sluice dev --data 'my data'`, goes on with them",
    );
  });

  it('says that nothing of a temporary pipeline is kept', async () => {
    const { exitCode, stderr } = await interruptedRun();

    expect(exitCode).toBe(130);
    expect(stderr).toContain('interrupted, stopping');
    expect(stderr).toContain('--data DIR keeps jobs and answers');
    expect(stderr).not.toContain('goes on with them');
    expect(await readdir(folder)).not.toContainEqual(expect.stringMatching(/^sluice-/));
  });

  it('says so where nothing was uploaded yet', () => {
    expect(interruptedNote(undefined)).toBe('interrupted before anything was uploaded');
  });
});

describe('a pipeline that is kept running', { timeout: 120_000 }, () => {
  it.each([
    [['dev'], false],
    [['--verbose', 'dev'], true],
  ] as const)('as %j shows what its functions log: %s', async (commandLine, isShown) => {
    const data = ['--data', `dev-${isShown}`];
    await using dev = spawnCommand([...commandLine, ...data], folder);
    await dev.says('The pipeline runs here');
    await using put = spawnCommand(['put', ...run.slice(1), ...data], folder);
    await put.says('lists the jobs');
    await dev.says('SUCCEEDED');

    expect(await dev.interrupt()).toBe(0);
    expect(/^\S+ \{.*"level"/m.test(dev.written().stderr)).toBe(isShown);
    expect(put.written().stderr).toContain(`\`sluice ls --data dev-${isShown}\` lists the jobs`);
  });
});

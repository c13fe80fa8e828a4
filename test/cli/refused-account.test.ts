import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { analysis as minutes } from '../../shared/analysis/built-in/meeting-minutes.ts';
import { startFakeModelServer } from '../fakes/fake-model-server.ts';
import { answer, reply } from '../fakes/model-behaviours.ts';

const fileOf = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
/** Quotes nothing, so that it is true of any document. */
const unquoted = { ...Object(minutes.example), decisions: [], actionItems: [] };
const transcript = fileOf('examples/transcripts/supplier-call.txt');
const timeoutMs = 120_000;
const rowSchema = z.looseObject({ status: z.string() });

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sluice-test-'));
});

afterAll(async () => rm(folder, { recursive: true, force: true }));

interface Outcome {
  readonly exitCode: number | string | null | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

async function sluice(baseUrl: string, ...commandLine: string[]): Promise<Outcome> {
  const model = { OPENAI_BASE_URL: baseUrl, OPENAI_API_KEY: 'key', SLUICE_MODEL: 'some-model' };
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [fileOf('cli/bin.mjs'), ...commandLine, '--data', 'data'],
      { cwd: folder, env: { TMPDIR: folder, ...model } },
      (error, stdout, stderr) =>
        resolve({ exitCode: error === null ? 0 : error.code, stdout, stderr }),
    );
  });
}

describe('a refused account', () => {
  it(
    'ends the command at once, with the reason and what to do, and not the document',
    async () => {
      const noCredit = reply(402, { error: { message: 'Insufficient Balance' } });
      let isRepaired = false;
      await using server = await startFakeModelServer({
        respond: () => (isRepaired ? answer({ text: JSON.stringify(unquoted) }) : noCredit),
      });
      const run = ['run', transcript, '--analysis', 'meeting-minutes'];

      const refused = await sluice(server.baseUrl, ...run);
      expect(refused.exitCode).toBe(1);
      expect(refused.stderr).toContain('HELD, PROVIDER_REFUSES');
      expect(refused.stderr).toContain('the account has no credit left');
      expect(refused.stderr).toContain('sluice resume');

      const listed = await sluice(server.baseUrl, 'ls', '--status', 'HELD');
      expect(listed.stdout).toContain('(MODEL_ACCOUNT_REFUSED)');

      const resumed = await sluice(server.baseUrl, 'resume');
      expect(resumed.stdout).toContain('the account has no credit left');
      expect(resumed.stderr).toContain('with the next sluice run');
      expect((await sluice(server.baseUrl, 'resume')).stderr).toContain('nothing was changed');

      // Whoever repairs the settings and does not resume is understood too.
      await sluice(server.baseUrl, ...run);
      isRepaired = true;
      const repaired = await sluice(server.baseUrl, ...run, '--json');
      expect(rowSchema.parse(JSON.parse(repaired.stdout))).toMatchObject({ status: 'SUCCEEDED' });
      expect(repaired.exitCode).toBe(0);
      expect(server.wholeAnswers).toBe(1);
    },
    timeoutMs,
  );
});

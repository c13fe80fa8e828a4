import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { resultEnvelopeSchema } from '../../shared/job/result-envelope.ts';

const fileOf = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const transcripts = [
  'release-planning.vtt',
  'supplier-call.txt',
  'zarzad-spoldzielni-wodnik.txt',
].map((name) => fileOf(`examples/transcripts/${name}`));

/** The first command may have to build the functions and synthesize the template. */
const timeoutMs = 120_000;

let folder: string;
let data: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sluice-test-'));
  data = join(folder, 'data');
});

afterAll(async () => rm(folder, { recursive: true, force: true }));

interface Outcome {
  readonly exitCode: number | string | null | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/** As a person runs it, and with no model but the offline one. */
async function sluice(...commandLine: string[]): Promise<Outcome> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [fileOf('cli/bin.mjs'), ...commandLine],
      { cwd: folder, env: { TMPDIR: folder } },
      (error, stdout, stderr) =>
        resolve({ exitCode: error === null ? 0 : error.code, stdout, stderr }),
    );
  });
}

const rowsOf = (stdout: string): unknown[] =>
  stdout
    .trim()
    .split('\n')
    .map((line): unknown => JSON.parse(line));

const envelopesOf = (stdout: string) =>
  rowsOf(stdout).map((row) => resultEnvelopeSchema.parse(row));

describe('the command line, the whole way', { timeout: timeoutMs }, () => {
  it('prints one envelope per file, in the order of the arguments, and keeps nothing', async () => {
    const [vtt = '', txt = ''] = transcripts;
    const out = join(folder, 'out');

    const { exitCode, stdout, stderr } = await sluice(
      'run',
      txt,
      vtt,
      txt,
      '--analysis',
      'meeting-minutes',
      '--json',
      '--out',
      out,
    );

    const envelopes = envelopesOf(stdout);
    expect(exitCode).toBe(0);
    expect(envelopes.map(({ status }) => status)).toEqual(Array(3).fill('SUCCEEDED'));
    expect(envelopes.map(({ document }) => document.key)).toEqual([
      'inbox/meeting-minutes/supplier-call.txt',
      'inbox/meeting-minutes/release-planning.vtt',
      'inbox/meeting-minutes/supplier-call.txt',
    ]);
    expect(envelopes[1]?.model).toMatchObject({ provider: 'offline' });
    expect(stderr).toContain('it is not a language model');
    expect(stderr).toContain('supplier-call.txt is named 2 times and is uploaded once');
    expect(stderr).toMatch(/^release-planning\.vtt: SUCCEEDED after \d+\.\d s$/m);
    expect(await readdir(out)).toEqual(['release-planning.vtt.json', 'supplier-call.txt.json']);
    const copy = await readFile(join(out, 'release-planning.vtt.json'), 'utf8');
    expect(JSON.parse(copy)).toEqual(envelopes[1]);
    expect(await readdir(folder)).toEqual(
      expect.not.arrayContaining([expect.stringMatching(/^sluice-/)]),
    );
  });

  it('prints the output of a single document below the table', async () => {
    const [vtt = ''] = transcripts;

    const { exitCode, stdout, stderr } = await sluice('run', vtt, '--analysis', 'meeting-minutes');

    const [table = '', ...output] = stdout.split('\n\n');
    expect(exitCode).toBe(0);
    expect(table).toMatch(/^document .*\n.*release-planning\.vtt/s);
    expect(JSON.parse(output.join('\n\n'))).toHaveProperty('actionItems');
    expect(stderr).toContain('nothing was kept: --out DIR copies the results');
  });

  it('says before it analyses several that only the table will be left', async () => {
    const files = transcripts.slice(0, 2);

    const { stdout, stderr } = await sluice('run', ...files, '--analysis', 'meeting-minutes');

    expect(stdout).not.toContain('{');
    expect(stderr).toMatch(
      /^nothing is kept: --out DIR copies the results, --data DIR keeps everything\n/,
    );
    expect(stderr).not.toContain('nothing was kept');
  });

  it('ends with 1 where a document failed, and says why and where to read on', async () => {
    const unreadable = join(folder, 'unreadable.bin');
    await writeFile(unreadable, '\u{7f}ELF\u{2}\u{1}\u{1}\0\0\0\0\0\0\0\0\0');

    const { exitCode, stdout, stderr } = await sluice(
      'run',
      unreadable,
      '--analysis',
      'document-digest',
      '--json',
    );

    expect(exitCode).toBe(1);
    expect(envelopesOf(stdout)).toMatchObject([
      { status: 'FAILED', output: null, error: { code: 'UNSUPPORTED_FORMAT' } },
    ]);
    expect(stderr).toContain('unreadable.bin: FAILED, UNSUPPORTED_FORMAT: ');
    expect(stderr).toContain('see docs/errors.md#unsupported_format');
  });

  it('holds the nightly lane, releases it, and lets SQL ask who does what', async () => {
    const run = ['run', ...transcripts, '--analysis', 'meeting-minutes', '--lane', 'nightly'];

    const night = await sluice(...run, '--data', data, '--json');

    expect(night.exitCode).toBe(0);
    expect(night.stderr).toMatch(
      /WAITING[^]*3 documents held for the night; releasing now[^]*RUNNING[^]*SUCCEEDED/,
    );
    const byOwner = await sluice(
      'sql',
      `select item.owner, count(*) as items, list(item.task) as tasks
       from (select unnest("actionItems") as item from meeting_minutes)
       group by all order by all`,
      '--data',
      data,
    );
    expect(byOwner.exitCode).toBe(0);
    expect(rowsOf(byOwner.stdout)).toContainEqual({
      owner: expect.any(String),
      items: expect.any(Number),
      tasks: expect.arrayContaining([expect.any(String)]),
    });
  });

  it('shows the same jobs again, at once, when the same files are run again', async () => {
    const run = ['run', ...transcripts, '--analysis', 'meeting-minutes', '--lane', 'nightly'];

    const again = await sluice(...run, '--data', data, '--json');
    const listed = await sluice('ls', '--json', '--data', data);

    const jobIds = envelopesOf(again.stdout).map(({ jobId }) => jobId);
    expect(again.stderr).not.toContain('held for the night');
    expect(again.stderr).toContain('release-planning.vtt: already done, SUCCEEDED');
    expect(rowsOf(listed.stdout)).toHaveLength(transcripts.length);
    expect(JSON.stringify(rowsOf(listed.stdout))).toContain(jobIds[0]);

    const shown = await sluice('show', jobIds[0]?.slice(0, 12) ?? '', '--json', '--data', data);
    expect(envelopesOf(shown.stdout)).toEqual(envelopesOf(again.stdout).slice(0, 1));
  });

  it('keeps what is put where no pipeline runs, for the one that runs next', async () => {
    const letter = fileOf('examples/documents/letter-allotment-water.txt');
    const elsewhere = join(folder, 'elsewhere');

    const put = await sluice('put', letter, '--analysis', 'document-digest', '--data', elsewhere);
    const listed = await sluice('ls', '--data', elsewhere);
    const counted = await sluice('sql', 'select count(*) as jobs from jobs', '--data', elsewhere);

    expect(put.stdout).toBe('inbox/document-digest/letter-allotment-water.txt\n');
    expect(listed).toMatchObject({ exitCode: 0, stderr: expect.not.stringContaining('offline') });
    expect(rowsOf(counted.stdout)).toEqual([{ jobs: 0 }]);

    const again = ['run', letter, '--analysis', 'document-digest', '--data', elsewhere];
    expect((await sluice(...again)).exitCode).toBe(0);
    const after = await sluice('ls', '--json', '--data', elsewhere);
    expect(rowsOf(after.stdout)).toMatchObject([{ status: 'SUCCEEDED' }]);
  });

  it('answers a wrong query with the words of DuckDB and exit code 2', async () => {
    const { exitCode, stdout, stderr } = await sluice('sql', 'selec 1', '--data', data);

    expect(exitCode).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/^sluice: .*syntax error at or near "selec"/);
    expect(stderr).not.toMatch(/^ +at /m);
  });
});

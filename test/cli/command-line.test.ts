import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { runProgram } from '../../cli/run-program.ts';
import { repetitionNotes } from '../../cli/uploads/repeated-files.ts';
import { RecordingTerminal } from './recording-terminal.ts';

async function sluice(...commandLine: string[]) {
  const terminal = new RecordingTerminal();
  const exitCode = await runProgram(commandLine, { terminal, version: '1.2.3', showsStack: false });
  return { exitCode, printed: terminal.printed.join('\n'), notes: terminal.notes.join('\n') };
}

afterEach(() => vi.unstubAllEnvs());

describe('the command line', () => {
  it.each(['run', 'put'])(
    'ends %s before anything is uploaded when a file is missing',
    async (command) => {
      const missing = join(import.meta.dirname, 'missing.vtt');

      const { exitCode, notes } = await sluice(command, missing, '--analysis', 'meeting-minutes');

      expect(exitCode).toBe(2);
      expect(notes).toBe(`sluice: no such file: ${missing}`);
    },
  );

  it('names every file that is missing, and what is a folder', async () => {
    const folder = import.meta.dirname;

    const { exitCode, notes } = await sluice(
      'run',
      `${folder}/a`,
      folder,
      `${folder}/b`,
      '--analysis',
      'meeting-minutes',
    );

    expect(exitCode).toBe(2);
    expect(notes).toContain(`no such file: ${folder}/a`);
    expect(notes).toContain(`a folder, not a file: ${folder}`);
    expect(notes).toContain(`no such file: ${folder}/b`);
  });

  it('says which analyses there are when it does not know the one that was asked for', async () => {
    const { exitCode, notes } = await sluice('run', import.meta.filename, '--analysis', 'minutes');

    expect(exitCode).toBe(2);
    expect(notes).toContain('sluice: there is no analysis "minutes"; known are');
    expect(notes).toContain('meeting-minutes');
  });

  it('ends a run before anything is uploaded when its results cannot be written', async () => {
    const file = import.meta.filename;

    const { exitCode, notes } = await sluice(
      'run',
      file,
      file,
      '--analysis',
      'meeting-minutes',
      '--out',
      join(file, 'out'),
    );

    expect(exitCode).toBe(2);
    expect(notes).toMatch(/^sluice: --out .*out cannot be written to: ENOTDIR/);
  });

  it('says that a file is named twice, however it is spelled', () => {
    expect(repetitionNotes(['a.txt', 'b.txt', './a.txt'])).toEqual([
      'a.txt is named 2 times and is uploaded once',
    ]);
  });

  it('names every setting that is wrong, without a stack', async () => {
    vi.stubEnv('SLUICE_PROVIDER', 'bogus');
    vi.stubEnv('SLUICE_THINKING', 'maybe');

    const { exitCode, notes } = await sluice(
      'run',
      import.meta.filename,
      '--analysis',
      'meeting-minutes',
    );

    expect(exitCode).toBe(2);
    expect(notes).toMatch(
      /^sluice: SLUICE_PROVIDER is "bogus"; allowed are .*\nSLUICE_THINKING is "maybe"; allowed are on, off$/,
    );
  });

  it('ends a run at once where the provider that is named has no key', async () => {
    vi.stubEnv('SLUICE_PROVIDER', 'openai');
    for (const name of ['OPENAI_API_KEY', 'OPENAI_BASE_URL', 'SLUICE_FALLBACK'])
      vi.stubEnv(name, '');

    const outcome = await sluice('run', import.meta.filename, '--analysis', 'meeting-minutes');

    expect(outcome).toMatchObject({
      exitCode: 2,
      notes: 'sluice: OPENAI_API_KEY is not set; openai needs one',
    });
  });

  it.each([
    [['run', 'a.txt'], '--analysis <name> is missing; known are document-digest, meeting-minutes'],
    [['put', 'a.txt'], '--analysis <name> is missing; known are document-digest, meeting-minutes'],
    [['run', '--bogus', 'a.txt'], "unknown option '--bogus'"],
    [['put', '--bogus', 'a.txt'], "unknown option '--bogus'"],
    [['run', '--analysis', 'meeting-minutes'], "missing required argument 'file'"],
    [['run', 'a.txt', '--analysis', 'x', '--lane', 'slow'], 'Allowed choices are now, nightly'],
    [['run', 'a.txt', '--analysis', 'x', '--timeout', '0'], 'expected a whole number above 0'],
    [['run', 'a.txt', '--analysis', 'x', '--data', 'a', '--stack', 'b'], 'cannot be used with'],
    [
      ['run', import.meta.filename, '--analysis', 'meeting-minutes', '--name', 'x'],
      '--name needs --together',
    ],
    [['ls', '--since', 'yesterday'], 'expected a date such as 2026-05-31'],
    [['ls', '--status', 'DONE'], 'Allowed choices are WAITING'],
    [
      ['retry', '--since', 'yesterday'],
      'expected a date such as 2026-05-31, or a time such as 24h ago',
    ],
    [['retry', '--failed-with', 'BLAH'], 'Allowed choices are ANSWER_BLANK, '],
    [['usage', '--by', 'hour'], 'Allowed choices are analysis, model, day'],
    [['usage', '--since', 'yesterday'], 'expected a date such as 2026-05-31'],
    [['budget', 'set'], 'give --daily, --tokens or both; or --remove alone'],
    [['budget', 'set', '--daily', '5', '--remove'], 'or --remove alone'],
    [['budget', 'set', '--daily', '-5'], 'expected an amount below 1000000'],
    [['budget', 'set', '--daily', '5', '--analysis', 'x'], 'there is no analysis "x"'],
    [['sql', ' '], 'the query is empty; try sluice sql "select * from jobs"'],
    [['sql'], "missing required argument 'query'"],
    [
      ['retry'],
      'no jobs are named; name some, or say which with --failed-with, --since or --analysis',
    ],
    [
      ['retry', 'abcdef', '--since', '1h'],
      'jobs are named, so --failed-with, --since and --analysis cannot be used; give one or the other, not both',
    ],
    [['cancel'], 'no jobs are named; name some, or say which with --status'],
    [
      ['cancel', 'abcdef', '--status', 'QUEUED'],
      'jobs are named, so --status cannot be used; give one or the other, not both',
    ],
    [['frobnicate'], "unknown command 'frobnicate'"],
  ])('answers %j with what it expected and exit code 2', async (commandLine, message) => {
    const { exitCode, printed, notes } = await sluice(...commandLine);

    expect(exitCode).toBe(2);
    expect(notes).toContain(message);
    expect(printed).toBe('');
  });

  it.each([
    'run',
    'dev',
    'put',
    'read',
    'ls',
    'show',
    'sql',
    'usage',
    'budget',
    'budget set',
    'budget show',
    'demo',
  ])('explains %s on standard output', async (command) => {
    const { exitCode, printed, notes } = await sluice(...command.split(' '), '--help');

    expect(exitCode).toBe(0);
    expect(printed).toContain(`Usage: sluice ${command}`);
    expect(notes).toBe('');
  });

  it.each([
    ['ls'],
    ['show', 'abcdef'],
    ['sql', 'select 1'],
    ['usage'],
    ['budget', 'show'],
    ['resume'],
    ['retry', 'abcdef'],
    ['cancel', 'abcdef'],
    ['delete', 'abcdef', '--dry-run'],
  ])('does not let %s make a pipeline out of a mistyped directory', async (...command) => {
    const mistyped = join(tmpdir(), `sluice-mistyped-${process.pid}`);

    const { exitCode, printed, notes } = await sluice(...command, '--data', mistyped);

    expect(exitCode).toBe(2);
    expect(printed).toBe('');
    expect(notes).toBe(
      `sluice: there is no directory ${mistyped}; --data DIR names another, and \`sluice dev --data ${mistyped}\` starts a pipeline there`,
    );
    expect(existsSync(mistyped)).toBe(false);
  });

  it.each([
    ['run', import.meta.filename, '--analysis', 'meeting-minutes'],
    ['put', import.meta.filename, '--analysis', 'meeting-minutes'],
    ['dev'],
    ['demo'],
    ['ls'],
    ['retry', 'abcdef'],
    ['budget', 'set', '--daily', '5'],
  ])('says of %s that its data directory is a file', async (...command) => {
    const file = import.meta.filename;

    const { exitCode, notes } = await sluice(...command, '--data', file);

    expect(exitCode).toBe(2);
    expect(notes).toBe(`sluice: ${file} is a file, not a directory`);
  });

  it('says that a data directory is below a file', async () => {
    const { exitCode, notes } = await sluice('ls', '--data', join(import.meta.filename, 'state'));

    expect(exitCode).toBe(2);
    expect(notes).toMatch(/^sluice: .* is below a file, not below a directory$/);
  });

  it('does not read a directory in which there is no pipeline', async () => {
    const empty = await mkdtemp(join(tmpdir(), 'sluice-test-'));
    try {
      const { exitCode, notes } = await sluice('ls', '--data', empty);

      expect(exitCode).toBe(2);
      expect(notes).toContain(`no local pipeline is in ${empty}`);
      expect(await readdir(empty)).toEqual([]);
    } finally {
      await rm(empty, { recursive: true });
    }
  });

  it.each(['run', 'put'])('names the analyses there are in the help of %s', async (command) => {
    const { printed } = await sluice(command, '--help');

    expect(printed).toMatch(/^Analyses:\n {2}document-digest {2,}Digest of any document/m);
    expect(printed).toMatch(/^ {2}meeting-minutes {2,}Minutes of a meeting/m);
  });

  it('tells its version', async () => {
    const { exitCode, printed } = await sluice('--version');

    expect({ exitCode, printed }).toEqual({ exitCode: 0, printed: '1.2.3' });
  });

  it('is plain JavaScript at its entry, so that an old Node can say what is missing', async () => {
    const entry = await readFile(new URL('../../cli/bin.mjs', import.meta.url), 'utf8');

    expect(entry.startsWith('#!/usr/bin/env node\n')).toBe(true);
    expect(entry).not.toMatch(/^import .*\.ts';$/m);
  });
});

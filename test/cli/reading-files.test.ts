import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runProgram } from '../../cli/run-program.ts';
import { RecordingTerminal } from './recording-terminal.ts';

async function sluiceRead(...commandLine: string[]) {
  const terminal = new RecordingTerminal();
  const exitCode = await runProgram(['read', ...commandLine], {
    terminal,
    version: '1.2.3',
    showsStack: false,
  });
  return { exitCode, printed: terminal.printed, notes: terminal.notes.join('\n') };
}

describe('sluice read', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sluice-read-'));
  });

  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  async function fileOf(name: string, content: string | Uint8Array): Promise<string> {
    const file = join(folder, name);
    await writeFile(file, content);
    return file;
  }

  it('shows format, turns and text of a transcript', async () => {
    const file = await fileOf('a.txt', 'WEBVTT\n\n00:01.000 --> 00:02.500\n<v Ada>Hi.');

    const { exitCode, printed } = await sluiceRead(file);

    expect(exitCode).toBe(0);
    expect(printed).toEqual([
      `file       ${file}
format     webvtt (text/vtt)
characters 19
duration   2.5 s
turn       16-19 "Ada" 1 s to 2.5 s

[00:00:01] Ada: Hi.
`,
    ]);
  });

  it('prints one line of JSON a file', async () => {
    const page = await fileOf('page.md', '<!doctype html><p>Ada came.');
    const notes = await fileOf('notes.pdf', 'Ada came.');

    const { exitCode, printed } = await sluiceRead(page, notes, '--json');

    const [first, second] = printed.map((line): unknown => JSON.parse(line));
    expect(exitCode).toBe(0);
    expect(first).toMatchObject({ file: page, kind: 'text', format: 'html', characters: 9 });
    expect(second).toMatchObject({
      file: notes,
      kind: 'text',
      format: 'plain-text',
      mediaType: 'text/plain',
      characters: 9,
      text: 'Ada came.',
      turns: [],
      pages: null,
      warnings: [],
    });
  });

  it('lists the files of an archive', async () => {
    const file = await fileOf(
      'a.zip',
      zipSync({ 'a.txt': strToU8('words'), '../b': strToU8('x') }),
    );

    const { printed } = await sluiceRead(file);

    expect(printed[0]).toBe(`file       ${file}
format     zip (application/zip)
member     a.txt (5 bytes)
warning    1 file of the archive is left out: its path leads out of it or cannot be shown
`);
  });

  it('says by name what cannot be read, reads the rest, and ends with 1', async () => {
    const broken = await fileOf('a.pdf', Uint8Array.of(1, 2, 3, 4, 0));
    const sound = await fileOf('b.txt', 'words');

    const { exitCode, printed } = await sluiceRead(broken, sound);

    expect(exitCode).toBe(1);
    expect(printed[0]).toContain('error      UNSUPPORTED_FORMAT: the content looks like');
    expect(printed[1]).toContain('format     plain-text');
  });

  it('ends with 2 where a file is missing', async () => {
    const { exitCode, notes } = await sluiceRead(join(folder, 'missing'));

    expect(exitCode).toBe(2);
    expect(notes).toContain('no such file');
  });
});

import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { attachToPipeline, closeUnlessAttached } from '../../local/attached-processes.ts';
import { readRunningPipeline } from '../../local/data-directory.ts';
import { announcedDirectory } from './announced-directory.ts';

/** Of no process: Linux counts to four millions at most. */
const deadProcessId = 99_999_999;

describe('processes that work with the pipeline of another', () => {
  it('keep it open until the last one has gone', async () => {
    const { path } = await announcedDirectory();
    const first = await attachToPipeline(path);
    const second = await attachToPipeline(path);

    expect(await closeUnlessAttached(path)).toEqual([process.pid]);
    await first?.detach();
    expect(await closeUnlessAttached(path)).toEqual([process.pid]);
    expect(await readRunningPipeline(path)).toMatchObject({ pid: process.pid });
    await second?.detach();
    expect(await closeUnlessAttached(path)).toEqual([]);
  });

  it('cannot begin to when it is about to stop, and find no pipeline afterwards', async () => {
    const { path, directory } = await announcedDirectory();
    expect(await closeUnlessAttached(path)).toEqual([]);

    const attachment = attachToPipeline(path);
    await directory.release();

    expect(await attachment).toBeUndefined();
    expect(await readdir(path)).not.toContain('lock');
  });

  it('do not count when they were killed, or belonged to an earlier pipeline', async () => {
    const { path } = await announcedDirectory();
    const running = await readRunningPipeline(path);
    const thisPipeline = `${process.pid}-${Date.parse(running?.startedAt ?? '')}`;
    const folder = join(path, 'attached');
    await mkdir(folder);
    await writeFile(join(folder, `${deadProcessId}_${thisPipeline}_a`), '');
    await writeFile(join(folder, `${process.pid}_${process.pid}-1_b`), '');

    expect(await closeUnlessAttached(path)).toEqual([]);
    expect(await readdir(folder)).toEqual([]);
  });

  it('find none where none runs', async () => {
    expect(await attachToPipeline('/nowhere')).toBeUndefined();
  });
});

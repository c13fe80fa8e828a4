import { mkdir, mkdtemp, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  readEntries,
  renderCatalogue,
  writeCatalogue,
} from '../../../infra/build/write-catalogue.ts';
import { catalogue } from '../../../shared/analysis/catalogue.ts';

const analysisFolder = fileURLToPath(new URL('../../../shared/analysis', import.meta.url));

describe('the committed catalogue', () => {
  it('has every analysis of built-in/, as the build would write it', async () => {
    const entries = await readEntries(`${analysisFolder}/built-in`);

    expect(await readFile(`${analysisFolder}/catalogue.ts`, 'utf8')).toBe(renderCatalogue(entries));
    expect([...catalogue.keys()]).toEqual(entries.map(({ analysis }) => analysis));
  });

  it('finds an analysis by the name that it gives itself', () => {
    for (const [name, analysis] of catalogue) expect(analysis.name).toBe(name);
    expect(catalogue.size).toBeGreaterThan(0);
  });
});

describe('writing the catalogue', () => {
  let root: string;

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'sluice-catalogue-'));
    await mkdir(`${root}/shared/analysis/built-in`, { recursive: true });
  });

  afterEach(async () => {
    await rm(root, { recursive: true });
  });

  async function add(file: string, source: string): Promise<void> {
    await writeFile(`${root}/shared/analysis/built-in/${file}`, source);
  }

  it('needs nothing but one more file in the folder', async () => {
    await add('call-quality.ts', "export const analysis = { name: 'call-quality' };");
    await writeCatalogue(root);
    await add('action-items.ts', "export const analysis = { name: 'action-items' };");

    await writeCatalogue(root);

    const source = await readFile(`${root}/shared/analysis/catalogue.ts`, 'utf8');
    expect(source.match(/^import .* from '\.\/built-in\/.*$/gm)).toEqual([
      "import { analysis as actionItems } from './built-in/action-items.ts';",
      "import { analysis as callQuality } from './built-in/call-quality.ts';",
    ]);
  });

  it('leaves a file alone that already says the same', async () => {
    const longAgo = new Date('2020-01-01T00:00:00Z');
    await add('call-quality.ts', "export const analysis = { name: 'call-quality' };");
    await writeCatalogue(root);
    await utimes(`${root}/shared/analysis/catalogue.ts`, longAgo, longAgo);

    await writeCatalogue(root);

    expect((await stat(`${root}/shared/analysis/catalogue.ts`)).mtime).toEqual(longAgo);
  });

  it('refuses two analyses of one name', async () => {
    await add('first.ts', "export const analysis = { name: 'same' };");
    await add('second.ts', "export const analysis = { name: 'same' };");

    await expect(writeCatalogue(root)).rejects.toThrow(
      'first.ts and second.ts both define the analysis "same"',
    );
  });

  it('refuses a file that exports no analysis', async () => {
    await add('notes.ts', "export const note = 'call me';");

    await expect(writeCatalogue(root)).rejects.toThrow('notes.ts exports no `analysis`');
  });

  it('refuses a file whose name is no words', async () => {
    await add('Call_Quality.ts', "export const analysis = { name: 'call-quality' };");

    await expect(writeCatalogue(root)).rejects.toThrow(
      'Call_Quality.ts is not named in lower-case',
    );
  });
});

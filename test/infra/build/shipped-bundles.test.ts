import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { bundleFunctions } from '../../../infra/build/bundle-functions.ts';

/** What only some formats are read with. */
const readerLibraries = [
  '@mdream/js',
  'chardet',
  'fflate',
  'file-type',
  'htmlparser2',
  'officecrypto-tool',
  'papaparse',
  'postal-mime',
  'unpdf',
  'yaml',
];

const sourceMapSchema = z.object({ sources: z.array(z.string()) });

const root = fileURLToPath(new URL('../../..', import.meta.url));

async function readerLibrariesIn(files: readonly string[]): Promise<string[]> {
  const maps = await Promise.all(files.map((file) => readFile(`${file}.map`, 'utf8')));
  const sources = maps.flatMap((map) => sourceMapSchema.parse(JSON.parse(map)).sources);
  return readerLibraries.filter((library) =>
    sources.some((source) => source.includes(`node_modules/${library}/`)),
  );
}

describe('the bundles that are deployed', () => {
  let outputDirectory: string;

  beforeAll(async () => {
    outputDirectory = await mkdtemp(join(tmpdir(), 'sluice-bundles-'));
    await bundleFunctions({ root, outputDirectory });
  });

  afterAll(async () => {
    await rm(outputDirectory, { recursive: true });
  });

  async function codeOf(name: string): Promise<string> {
    const folder = join(outputDirectory, name);
    const files = await readdir(folder, { recursive: true });
    const code = files.filter((file) => file.endsWith('.mjs'));
    return (await Promise.all(code.map((file) => readFile(join(folder, file), 'utf8')))).join('\n');
  }

  /** The handler and all that it imports at once. */
  async function filesAtStart(name: string): Promise<string[]> {
    const files = new Set([join(outputDirectory, name, 'handler.mjs')]);
    for (const file of files) {
      const code = await readFile(file, 'utf8');
      const imports = code.matchAll(/(?:from|import)"(\.[^"]+\.mjs)"/g);
      for (const [, path = ''] of imports) files.add(join(dirname(file), path));
    }
    return [...files];
  }

  async function filesOfReaders(): Promise<string[]> {
    const folder = join(outputDirectory, 'worker', 'chunks', 'reader-child');
    const files = (await readdir(folder)).filter((file) => file.endsWith('.mjs'));
    return files.map((file) => join(folder, file));
  }

  it('have the libraries of the readers where a document is read that needs them', async () => {
    expect(await readerLibrariesIn(await filesOfReaders())).toEqual(readerLibraries);
  });

  it('let the worker start without any of them', async () => {
    const files = await filesAtStart('worker');

    expect(files.length).toBeGreaterThan(1);
    expect(await readerLibrariesIn(files)).toEqual([]);
  });

  it.each(['intake', 'worker', 'nightly', 'keeper', 'dead-letters'])(
    '%s carries no translations of validation messages, 370 KB that `import { z }` would bring',
    async (name) => {
      const code = await codeOf(name);

      expect(code.length).toBeGreaterThan(100_000);
      expect(code.includes('Input non valido')).toBe(false);
    },
  );
});

import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bundleFunctions } from '../../../infra/build/bundle-functions.ts';
import { readStack } from '../../../infra/build/read-stack.ts';

const run = promisify(execFile);

const handlerSource = `
import { greeting } from '../../shared/greeting.ts';
const { EOL } = require('node:os');
export const handler = async (rare) =>
  rare ? (await import('../../shared/rare.ts')).fail() : greeting + EOL;
`;
const rareSource = `
export function fail() {
  throw new Error('a rare failure');
}
export const filler = ${JSON.stringify('x'.repeat(5000))};
`;

/** A repository of its own with one function. */
async function repository(): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'sluice-bundle-'));
  await mkdir(`${root}/functions/greeter`, { recursive: true });
  await mkdir(`${root}/functions/planned`, { recursive: true });
  await mkdir(`${root}/shared`, { recursive: true });
  await writeFile(`${root}/functions/greeter/handler.ts`, handlerSource);
  await writeFile(`${root}/shared/greeting.ts`, "export const greeting: string = 'hello';");
  await writeFile(`${root}/shared/rare.ts`, rareSource);
  return root;
}

async function contentsOf(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((e) => join(e.parentPath, e.name));
  const read = paths.map(async (path) => [path.slice(folder.length), await readFile(path, 'utf8')]);
  return Object.fromEntries(await Promise.all(read));
}

describe('bundling the functions', () => {
  let root: string;

  beforeEach(async () => {
    root = await repository();
  });

  afterEach(async () => {
    await rm(root, { recursive: true });
  });

  /** What the bundled handler returns or how it fails, in a process without vitest's loader. */
  async function greet(rare: boolean): Promise<string> {
    const program = `
      const { handler } = await import('${pathToFileURL(`${root}/dist/greeter/handler.mjs`).href}');
      console.log(await handler(${rare}).catch((error) => error.stack));`;
    const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', program]);
    return stdout;
  }

  it('makes a module that Node runs as it is, CommonJS packages and all', async () => {
    await bundleFunctions({ root, outputDirectory: `${root}/dist` });

    expect(await greet(false)).toBe('hello\n\n');
  });

  it('leaves for later what only some documents need', async () => {
    const [size] = await bundleFunctions({ root, outputDirectory: `${root}/dist` });

    expect(size?.name).toBe('greeter');
    expect(size?.bytesInAll).toBeGreaterThan(5000);
    expect(size?.bytesAtStart).toBeLessThan(1000);
  });

  it('makes the same bytes wherever the repository lies', async () => {
    const elsewhere = await repository();
    await bundleFunctions({ root, outputDirectory: `${root}/dist` });
    await bundleFunctions({ root: elsewhere, outputDirectory: `${elsewhere}/dist` });

    const there = await contentsOf(`${elsewhere}/dist`);
    await rm(elsewhere, { recursive: true });

    expect(await contentsOf(`${root}/dist`)).toEqual(there);
  });

  it('leaves nothing of a build before it', async () => {
    await mkdir(`${root}/dist/forgotten`, { recursive: true });
    await writeFile(`${root}/dist/forgotten/handler.mjs`, '');

    await bundleFunctions({ root, outputDirectory: `${root}/dist` });

    expect(await readdir(`${root}/dist`)).toEqual(['greeter']);
  });

  it('keeps the last build when a function cannot be bundled', async () => {
    await bundleFunctions({ root, outputDirectory: `${root}/dist` });
    await writeFile(`${root}/shared/greeting.ts`, 'export const wave = 1;');

    await expect(bundleFunctions({ root, outputDirectory: `${root}/dist` })).rejects.toThrow(
      'No matching export',
    );
    expect(await readdir(`${root}/dist/greeter`)).toContain('handler.mjs');
  });

  it('lets a stack from the log be read in terms of the source', async () => {
    await bundleFunctions({ root, outputDirectory: `${root}/dist` });
    const logged = (await greet(true)).replaceAll(`${root}/dist/greeter`, '/var/task');

    const read = await readStack(logged, `${root}/dist/greeter`);

    expect(logged).toMatch(/var\/task\/chunks\/handler\/rare-\w+\.mjs:\d+:/);
    expect(read).toContain('shared/rare.ts:3:9');
  });
});

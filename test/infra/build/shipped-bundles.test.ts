import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleFunctions } from '../../../infra/build/bundle-functions.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

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

  it.each(['intake', 'worker', 'nightly', 'keeper', 'dead-letters'])(
    '%s carries no translations of validation messages, 370 KB that `import { z }` would bring',
    async (name) => {
      const code = await codeOf(name);

      expect(code.length).toBeGreaterThan(100_000);
      expect(code.includes('Input non valido')).toBe(false);
    },
  );
});

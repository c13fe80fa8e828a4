import { createHash } from 'node:crypto';
import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What the functions and the template are made from. */
const inputs = [
  '{infra,functions,shared}/**/*.{ts,mts,mjs,cjs,js,json,md,txt}',
  'package-lock.json',
  'package.json',
  'tsconfig.json',
  'cdk.json',
];

/** A hash that changes with any file that the template or a bundle may depend on. */
export async function hashAssemblyInputs(projectDirectory: string): Promise<string> {
  const paths = await Array.fromAsync(glob(inputs, { cwd: projectDirectory }));
  const contents = await Promise.all(
    paths
      .toSorted()
      .map(async (path) => [path, await readFile(join(projectDirectory, path))] as const),
  );
  const hash = createHash('sha256').update(process.version);
  for (const [path, content] of contents)
    hash.update(`\n${path} ${content.length}\n`).update(content);
  return hash.digest('hex').slice(0, 16);
}

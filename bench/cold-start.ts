import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { median, millisecondsOf } from './cold-start/start-process.ts';

/**
 * How long each function's bundle takes to load, and how large it is.
 *
 * Run `npm run build` first, then `node bench/cold-start.ts`. Each figure is the median of several
 * processes that only import the handler, all functions in turn, above one that imports nothing.
 */
const bundles = fileURLToPath(new URL('../dist', import.meta.url));
const rounds = 9;

async function kilobytesOf(folder: string): Promise<number> {
  const files = (await readdir(folder, { recursive: true })).filter((file) =>
    file.endsWith('.mjs'),
  );
  const sizes = await Promise.all(files.map(async (file) => (await stat(join(folder, file))).size));
  return sizes.reduce((sum, size) => sum + size, 0) / 1024;
}

const names = (await readdir(bundles)).toSorted();
const programs = new Map([
  ['', 'undefined'],
  ...names.map((name): [string, string] => {
    const handler = pathToFileURL(join(bundles, name, 'handler.mjs')).href;
    return [name, `await import(${JSON.stringify(handler)})`];
  }),
]);
const samples = new Map([...programs.keys()].map((name) => [name, [] as number[]]));
for (let round = 0; round < rounds; round += 1) {
  for (const [name, program] of programs) {
    samples.get(name)?.push(await millisecondsOf(program));
  }
}

const empty = median(samples.get('') ?? []);
console.log(
  `medians of ${rounds} processes; one that imports nothing takes ${empty.toFixed(0)} ms`,
);
for (const name of names) {
  const loadMs = median(samples.get(name) ?? []) - empty;
  const sizeKilobytes = await kilobytesOf(join(bundles, name));
  console.log(
    `${name.padEnd(14)} ${loadMs.toFixed(0).padStart(4)} ms  ${sizeKilobytes.toFixed(0).padStart(5)} KB`,
  );
}

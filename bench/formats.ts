import { execFile } from 'node:child_process';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { markdownTable } from '../shared/adapters/readers/markdown-table.ts';
import { type Measurement, measurementSchema } from './formats/measurement.ts';
import { samples } from './formats/samples.ts';

/**
 * What the reader makes of files, as a table in Markdown.
 *
 *     node bench/formats.ts [--write] [FOLDER]
 *
 * Without a folder: the shipped examples and a small file of each other format, which is made here.
 * `--write` puts the table into docs/formats.md, between its markers.
 */
const run = promisify(execFile);
const repository = fileURLToPath(new URL('../', import.meta.url));
const page = join(repository, 'docs/formats.md');
const measure = join(repository, 'bench/formats/measure-file.ts');

/** A reading that takes longer or prints more is not one of these. */
const timeoutMs = 300_000;
const markers = { start: '<!-- formats: start -->', end: '<!-- formats: end -->' };

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .toSorted();
}

async function rowOf(folder: string, file: string): Promise<string[]> {
  const { stdout } = await run(process.execPath, [measure, join(folder, file)], {
    timeout: timeoutMs,
  });
  return [`\`${file}\``, ...cellsOf(measurementSchema.parse(JSON.parse(stdout)))];
}

function cellsOf(measured: Measurement): string[] {
  const { format, characters, parts, milliseconds, peakMemoryMb } = measured;
  return [
    format,
    characters === null ? '' : String(characters),
    parts,
    milliseconds.toFixed(1),
    String(Math.round(peakMemoryMb)),
  ];
}

async function rowsOf(folder: string): Promise<string[][]> {
  const rows: string[][] = [];
  for (const file of await filesBelow(folder)) {
    // Alone, so that none is slowed by another.
    // oxlint-disable-next-line no-await-in-loop
    rows.push(await rowOf(folder, file));
  }
  return rows;
}

async function sampleRows(): Promise<string[][]> {
  const folder = await mkdtemp(join(tmpdir(), 'sluice-formats-'));
  try {
    const files = Object.entries(await samples());
    await Promise.all(files.map(async ([name, bytes]) => writeFile(join(folder, name), bytes)));
    return await rowsOf(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

const { values, positionals } = parseArgs({
  options: { write: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const [folder] = positionals;
const rows =
  folder === undefined
    ? [...(await rowsOf(join(repository, 'examples'))), ...(await sampleRows())]
    : await rowsOf(folder);
const header = ['file', 'found', 'characters', 'parts', 'ms', 'peak MB'];
const table = markdownTable([header, ...rows], true);

if (values.write) {
  const text = await readFile(page, 'utf8');
  const start = text.indexOf(markers.start);
  const end = text.indexOf(markers.end);
  if (start === -1 || end < start)
    throw new Error(`${page} has no ${markers.start} and ${markers.end}`);
  const before = text.slice(0, start + markers.start.length);
  await writeFile(page, `${before}\n\n${table}\n\n${text.slice(end)}`);
  await run(join(repository, 'node_modules/.bin/oxfmt'), [page]);
} else {
  console.log(table);
}

import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import * as z from 'zod';
import { contests } from './contests.ts';

/** How fast our readers are, next to the libraries they use; see bench/README.md. */

/** Each with what V8 makes of the code in its own way. */
const processes = 5;

/** Ours may take this much of the library's time. */
const highestRatio = 1.1;

const run = promisify(execFile);
const program = fileURLToPath(new URL('compare-once.ts', import.meta.url));
const tookSchema = z.object({ oursMs: z.number(), aloneMs: z.number(), pages: z.number() });

console.log('format           MB   ours MB/s  library MB/s  ours / library');
const wanted = process.argv.slice(2);
for (const { format, bytes, untargeted } of contests) {
  if (wanted.length > 0 && !wanted.some((name) => format.startsWith(name))) continue;
  const { oursMs, aloneMs, pages } = await middleOf(format);
  const ratio = oursMs / aloneMs;
  const megabytes = bytes.length / 1_000_000;
  const columns = [
    format.padEnd(12),
    megabytes.toFixed(1).padStart(6),
    ((megabytes / oursMs) * 1000).toFixed(1).padStart(11),
    ((megabytes / aloneMs) * 1000).toFixed(1).padStart(13),
    ratio.toFixed(2).padStart(15),
  ];
  const isSlow = untargeted === null && ratio > highestRatio;
  const notes = [
    ...(pages === 0 ? [] : [`${((pages / oursMs) * 1000).toFixed(0)} pages/s`]),
    ...(isSlow ? [`over ${highestRatio}`] : []),
    ...(untargeted === null ? [] : [untargeted]),
  ];
  console.log(`${columns.join(' ')}  ${notes.join('; ')}`.trimEnd());
  if (isSlow) process.exitCode = 1;
}

/** What it took in the process with the middle one of the ratios. */
async function middleOf(format: string): Promise<z.output<typeof tookSchema>> {
  const took: z.output<typeof tookSchema>[] = [];
  for (let count = 0; count < processes; count += 1) {
    const { stdout } = await run(process.execPath, [program, format]);
    took.push(tookSchema.parse(JSON.parse(stdout)));
  }
  const sorted = took.toSorted(
    (one, other) => one.oursMs / one.aloneMs - other.oursMs / other.aloneMs,
  );
  const middle = sorted[Math.floor(processes / 2)];
  if (middle === undefined) throw new Error('nothing was measured');
  return middle;
}

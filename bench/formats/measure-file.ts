import { readFile } from 'node:fs/promises';
import { SniffingDocumentReader } from '../../shared/adapters/readers/sniffing-document-reader.ts';
import type { Reading } from '../../shared/document/reading.ts';
import { PipelineError } from '../../shared/failure/pipeline-error.ts';
import type { Measurement } from './measurement.ts';

/** Reads one file several times and prints what was found, in a process that reads nothing else. */
const rounds = 5;
const bytesPerMegabyte = 1_000_000;
const bytesPerKibibyte = 1024;

type Found = Pick<Measurement, 'format' | 'characters' | 'parts'>;

async function read(bytes: Uint8Array): Promise<Found> {
  try {
    return found(await new SniffingDocumentReader().read({ bytes, password: null, member: [] }));
  } catch (error) {
    if (!(error instanceof PipelineError)) throw error;
    return { format: error.code, characters: null, parts: '' };
  }
}

function found(reading: Reading): Found {
  if (reading.kind === 'archive') {
    const { format, members } = reading.archive;
    return { format, characters: null, parts: counted(members.length, 'member') };
  }
  if (reading.kind === 'scan') {
    const { format, pages } = reading.scan;
    const parts = pages === null ? '' : counted(pages, 'page');
    return { format: `${format}, without text`, characters: null, parts };
  }
  const { format, text, pages, turns } = reading.text;
  const parts = [
    ...(pages === null ? [] : [counted(pages.length, 'page')]),
    ...(turns.length === 0 ? [] : [counted(turns.length, 'turn')]),
  ];
  return { format, characters: text.length, parts: parts.join(', ') };
}

function counted(count: number, one: string): string {
  return `${count} ${one}${count === 1 ? '' : 's'}`;
}

const [, , file] = process.argv;
if (file === undefined) throw new Error('expected the path of a file');
const bytes = new Uint8Array(await readFile(file));
const first = await read(bytes);
const times: number[] = [];
for (let round = 0; round < rounds; round += 1) {
  const startedAt = performance.now();
  // oxlint-disable-next-line no-await-in-loop
  await read(bytes);
  times.push(performance.now() - startedAt);
}
const median = times.toSorted((one, other) => one - other)[Math.floor(rounds / 2)] ?? Number.NaN;
const peakMemoryMb = (process.resourceUsage().maxRSS * bytesPerKibibyte) / bytesPerMegabyte;
console.log(JSON.stringify({ ...first, milliseconds: median, peakMemoryMb } satisfies Measurement));

import type { ReadLimits } from '../../../document/read-limits.ts';

/** The process that reads: which file it runs, and what it may see. */
export interface ReaderChild {
  /** The entry, as a path. */
  readonly entry: string;
  /** The folder that its code is read from; nothing else can be. */
  readonly codeFolder: string;
  /** Its whole environment: what Node itself cannot start without. */
  readonly environment: Readonly<Record<string, string>>;
}

/** Where the answer goes; the outputs before it are nobody's. */
export const answerDescriptor = 3;

/** The share of a process's memory that JavaScript's own objects get; the rest is buffers and code. */
const heapShare = 0.75;

/**
 * What the kernel allows above the watchdog's limit, in bytes. It counts what V8 sets aside without
 * using it, 575 MB in a process that does nothing yet; the watchdog, which does not, should be first.
 */
const kernelReserveBytes = 750_000_000;

/**
 * The limits that the kernel keeps, whatever the process that started the child is busy with:
 * first of all to be ended where memory runs out; no file can be written, and none is left by a
 * crash; no more memory, and no more processor time than all threads can use until the deadline.
 */
const limitedShell =
  'echo 1000 > /proc/self/oom_score_adj; ulimit -c 0; ulimit -f 0; ulimit -d "$1"; ulimit -t "$2"; shift 2; exec "$@"';

/**
 * The command line of the process that reads.
 *
 * @returns the program and its arguments
 */
export function childCommand(
  { entry, codeFolder }: ReaderChild,
  { maximumMemoryBytes, timeoutMs }: ReadLimits,
): readonly [program: string, ...rest: string[]] {
  const heapMegabytes = Math.floor((maximumMemoryBytes * heapShare) / 1_000_000);
  const node = [
    process.execPath,
    `--max-old-space-size=${heapMegabytes}`,
    // No file but the code, no process, no thread, no native code.
    '--permission',
    `--allow-fs-read=${codeFolder}`,
    entry,
  ] as const;
  if (process.platform === 'win32') return [...node];

  const dataKilobytes = Math.ceil((maximumMemoryBytes + kernelReserveBytes) / 1024);
  const processorSeconds = 4 * Math.ceil(timeoutMs / 1000);
  return ['/bin/sh', '-c', limitedShell, 'sh', `${dataKilobytes}`, `${processorSeconds}`, ...node];
}

import type { Writable } from 'node:stream';

/** Where a command writes: results to one side, everything else to the other. */
export interface Terminal {
  /** One line, or several, of the result: standard output. */
  print(text: string): void;
  /** One line, or several, about the work: standard error. */
  note(text: string): void;
  /** The screen that progress may redraw; `undefined` where standard error is no terminal. */
  readonly screen: NodeJS.WriteStream | undefined;
}

/** The terminal of this process. */
export function processTerminal(): Terminal {
  endQuietlyWhenNobodyReads(process.stdout);
  const { stderr } = process;
  return {
    print: (text) => process.stdout.write(`${text}\n`),
    note: (text) => stderr.write(`${text}\n`),
    screen: stderr.isTTY ? stderr : undefined,
  };
}

/** `sluice ls | head` closes the pipe early: that is no failure. */
function endQuietlyWhenNobodyReads(stream: Writable): void {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exitCode ??= 0;
  });
}

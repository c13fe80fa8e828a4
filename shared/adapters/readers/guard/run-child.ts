import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { ReadLimits } from '../../../document/read-limits.ts';
import {
  DocumentDamaged,
  DocumentReadTimeout,
  DocumentTooComplex,
  ReaderUnavailable,
} from '../../../failure/document-errors.ts';
import type { PipelineError } from '../../../failure/pipeline-error.ts';
import { answerDescriptor, childCommand, type ReaderChild } from './child-command.ts';
import { type ReaderAnswer, parseAnswer } from './reader-answer.ts';
import { type ReaderRequest, requestHead } from './reader-request.ts';
import { residentMemoryBytes } from './resident-memory.ts';

/** How often the memory of the child is looked at: in that time it can take some 50 MB. */
const watchIntervalMs = 25;

/**
 * Has a process of its own read one document, and ends it, come what may.
 *
 * @throws {DocumentTooComplex | DocumentReadTimeout | DocumentDamaged} where it had to be ended, or
 *   died of the document
 * @throws {ReaderUnavailable} where it could not be started, or died of something else
 */
export async function runChild(child: ReaderChild, request: ReaderRequest): Promise<ReaderAnswer> {
  const { limits, source } = request;
  const [program, ...rest] = childCommand(child, limits);
  const running = spawn(program, rest, {
    stdio: ['pipe', 'ignore', 'ignore', 'pipe'],
    env: child.environment,
    windowsHide: true,
  });
  const closed = once(running, 'close').catch((error: unknown) => {
    throw new ReaderUnavailable({ cause: error });
  });
  const guard = watchOver(running, limits);
  try {
    const answered = collectAnswer(running, limits, guard.stop);
    // Where the child is gone before it has read everything, its end says why.
    running.stdin?.on('error', () => undefined).write(requestHead(request));
    running.stdin?.end(source.bytes);
    await closed;

    const failure = guard.failure();
    if (failure !== undefined) throw failure;
    const answer = parseAnswer(answered.text());
    if (answer === null) throw failureOfEnd(running, guard.lastMemoryBytes(), limits);
    return answer;
  } finally {
    guard.end();
  }
}

interface Guard {
  /** Why the child was ended from here, if it was. */
  readonly failure: () => PipelineError | undefined;
  readonly stop: (failure: PipelineError) => void;
  /** What the child had when it was last looked at; `null` where that is not known. */
  readonly lastMemoryBytes: () => number | null;
  readonly end: () => void;
}

function watchOver(running: ChildProcess, limits: ReadLimits): Guard {
  const { timeoutMs, maximumMemoryBytes } = limits;
  let failure: PipelineError | undefined;
  let lastMemoryBytes: number | null = null;
  const stop = (reason: PipelineError): void => {
    failure ??= reason;
    running.kill('SIGKILL');
  };
  const deadline = setTimeout(() => stop(new DocumentReadTimeout(timeoutMs)), timeoutMs);
  const watch = setInterval(() => {
    const memoryBytes = running.pid === undefined ? null : residentMemoryBytes(running.pid);
    lastMemoryBytes = memoryBytes ?? lastMemoryBytes;
    if (memoryBytes !== null && memoryBytes > maximumMemoryBytes) stop(tooMuchMemory());
  }, watchIntervalMs);
  return {
    failure: () => failure,
    lastMemoryBytes: () => lastMemoryBytes,
    stop,
    end: () => {
      clearTimeout(deadline);
      clearInterval(watch);
    },
  };
}

/**
 * Keeps what the child answers, as text and in pieces: where it is large, there is no memory for it
 * twice while the child still has its own.
 */
function collectAnswer(
  running: ChildProcess,
  { maximumCharacters }: ReadLimits,
  stop: Guard['stop'],
): { readonly text: () => string } {
  // Twice the text: escapes and ranges take about as much again at worst.
  const maximumLength = 2 * maximumCharacters;
  const pieces: string[] = [];
  let length = 0;
  const output = running.stdio[answerDescriptor];
  if (output && 'setEncoding' in output) {
    output.setEncoding('utf8').on('data', (piece: string) => {
      length += piece.length;
      if (length > maximumLength)
        stop(new DocumentTooComplex(`more than ${maximumLength} characters with their ranges`));
      else pieces.push(piece);
    });
  }
  return { text: () => pieces.join('') };
}

/** A child that had less than this share of its memory was not killed for having too much. */
const modestShare = 0.5;

/**
 * A process that dies by a signal has run out of memory, stack or time; else a reader's defect ended
 * it. One that is killed with little memory had a neighbour who took too much.
 */
function failureOfEnd(
  { signalCode }: ChildProcess,
  lastMemoryBytes: number | null,
  { maximumMemoryBytes }: ReadLimits,
): PipelineError {
  if (signalCode === null) return new DocumentDamaged('document');
  const isModest = lastMemoryBytes !== null && lastMemoryBytes < maximumMemoryBytes * modestShare;
  return signalCode === 'SIGKILL' && isModest ? new ReaderUnavailable() : tooMuchMemory();
}

function tooMuchMemory(): DocumentTooComplex {
  return new DocumentTooComplex('more memory than a reader may take');
}

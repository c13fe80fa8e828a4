import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { residentMemoryBytes } from '../../shared/adapters/readers/guard/resident-memory.ts';
import { defaultReadLimits } from '../../shared/document/read-limits.ts';
import { textFormats } from '../../shared/adapters/readers/text-formats.ts';
import { fuzzCase } from './fuzz-case.ts';

/** What a run of many cases found. */
export interface FuzzReport {
  /** How many cases ended how: `read`, or by which code. */
  readonly outcomes: Readonly<Record<string, number>>;
  /** The cases that ended in any other way. */
  readonly defects: readonly FuzzDefect[];
}

interface FuzzDefect {
  /** `fuzzCase(number)` makes the document again. */
  readonly number: number;
  readonly format: string;
  readonly problem: string;
}

/** Far longer than nearly every one of the small documents takes, on a busy machine as well. */
const longestCaseMs = 4000;

/** Formats that are read without a guard: here, nothing may have to be ended. */
const unguarded: ReadonlySet<string> = new Set(
  textFormats.filter(({ isPlain }) => isPlain).map(({ format }) => format),
);

const messageSchema = z.object({ number: z.int(), outcome: z.string() });

const childFile = fileURLToPath(new URL('fuzz-child.ts', import.meta.url));
const namedOutcome = /^(?:read|[A-Z_]+)$/;

/** Reads the cases from `first` up to `last` in a process that may die of them, and goes on after that. */
export async function runFuzz(first: number, last: number): Promise<FuzzReport> {
  const outcomes: Record<string, number> = {};
  const defects: FuzzDefect[] = [];
  const count = (outcome: string): void => {
    outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
  };
  let next = first;
  while (next < last) {
    const { ended, begun } = await runUntilDeath({ first: next, last }, (number, outcome) => {
      if (namedOutcome.test(outcome)) count(outcome);
      else defects.push(defect(number, outcome));
    });
    if (ended === null) break;
    next = begun + 1;
    const { format } = fuzzCase(begun);
    if (ended.isDefect || unguarded.has(format)) defects.push(defect(begun, ended.as));
    else count(ended.as);
  }
  return { outcomes, defects };
}

function defect(number: number, problem: string): FuzzDefect {
  return { number, format: fuzzCase(number).format, problem };
}

interface Death {
  /** As the guard would name it, or what happened. */
  readonly as: string;
  /** Whether a guard is not meant for it. */
  readonly isDefect: boolean;
}

interface Run {
  /** Why the process did not come to the last case; `null` where it did. */
  readonly ended: Death | null;
  /** The last case that it began. */
  readonly begun: number;
}

async function runUntilDeath(
  { first, last }: { readonly first: number; readonly last: number },
  onOutcome: (number: number, outcome: string) => void,
): Promise<Run> {
  const child = fork(childFile, [`${first}`, `${last}`], {
    execArgv: ['--max-old-space-size=360'],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  let begun = first;
  let killedFor: Death | null = null;
  const kill = (as: string): void => {
    killedFor = { as, isDefect: false };
    child.kill('SIGKILL');
  };
  const deadline = setTimeout(() => kill('DOCUMENT_READ_TIMEOUT'), longestCaseMs);
  const watch = setInterval(() => {
    if (memoryOf(child) > defaultReadLimits.maximumMemoryBytes) kill('DOCUMENT_TOO_COMPLEX');
  }, 25);
  child.on('message', (message) => {
    const { number, outcome } = messageSchema.parse(message);
    begun = number;
    if (outcome === 'begun') deadline.refresh();
    else onOutcome(number, outcome);
  });
  const { promise, resolve } = Promise.withResolvers<Death | null>();
  child.on('exit', (code, signal) => resolve(deathOf(code, signal)));
  const ended = await promise;
  clearTimeout(deadline);
  clearInterval(watch);
  return { ended: killedFor ?? ended, begun };
}

/** A process that has no memory left ends itself by a signal. */
function deathOf(code: number | null, signal: string | null): Death | null {
  if (code === 0) return null;
  return signal === null
    ? { as: `ended with ${code}`, isDefect: true }
    : { as: 'DOCUMENT_TOO_COMPLEX', isDefect: false };
}

function memoryOf({ pid }: ChildProcess): number {
  return pid === undefined ? 0 : (residentMemoryBytes(pid) ?? 0);
}

import type { Random } from '../fuzz/random.ts';
import { killProcess } from './gates.ts';
import { type Interference, pass } from './interference.ts';
import { JobsOfProcesses } from './jobs-of-processes.ts';
import type { KillInstant } from './instants/kill-instant.ts';
import type { ServiceRequest } from './service-request.ts';

const dueMs = 1_000;

/** Who is to die. */
interface Victim {
  /** A part of the function's name. */
  readonly functionPart: string;
  /**
   * What it works on, by a document's key or an item's partition key: jobs whose worker died come back
   * in the midst of others.
   */
  readonly about: string;
}

/** At which instant. */
interface Armed extends Victim {
  readonly instant: KillInstant;
  readonly done: () => void;
  /** Whether the instant may come. */
  isDue: boolean;
}

/**
 * Kills processes that run a function, by SIGKILL: at a named instant, or wherever they happen to be.
 *
 * A worker is killed from the moment on when it has said that it holds its messages: one that dies
 * while it starts leaves them invisible for the queue's own visibility timeout, as on AWS.
 */
export class Killer {
  readonly #random: Random;
  /** Workers that hold messages, most recent last. */
  readonly #workers = new Set<number>();
  /** Until when the next request of a worker kills it; a kill that finds no worker is over soon. */
  #dueUntil = 0;
  readonly #jobs = new JobsOfProcesses();
  readonly #armed = new Set<Armed>();
  /** Kills so far. */
  count = 0;

  constructor(random: Random) {
    this.#random = random;
  }

  /** Kills a worker: half of the time at its next request, else at once, mostly in a call. */
  killSoon(): void {
    if (this.#random.fraction() < 0.5) this.#dueUntil = performance.now() + dueMs;
    else this.killOne();
  }

  /** Kills the worker that made a request most recently, or one of the others. */
  killOne(): void {
    const workers = [...this.#workers];
    if (workers.length === 0) return;
    this.#kill(this.#random.pick(workers));
  }

  /**
   * Kills the process that comes to an instant with its work.
   *
   * @returns what resolves when it has died
   */
  async killAt(instant: KillInstant, victim: Victim): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#armed.add({ ...victim, instant, done: resolve, isDue: instant.since === undefined });
    return promise;
  }

  /** Kills the process that works on a document. */
  killNow(key: string): void {
    const processId = this.#jobs.processOf(key);
    if (processId === undefined) throw new Error(`no process works on ${key}`);
    this.#kill(processId);
  }

  /** What becomes of a request: the gate does the killing. */
  decide(request: ServiceRequest): Interference {
    const { processId, functionName } = request;
    if (processId === null) return pass;
    this.#jobs.observe(request);
    for (const armed of this.#armed) {
      if (!isOf(armed, request, this.#jobs.documentOf(processId))) continue;
      const { instant, done } = armed;
      if (armed.isDue && instant.matches(request)) {
        this.#armed.delete(armed);
        this.#forget(processId);
        return dies(instant.when, done);
      }
      armed.isDue ||= instant.since?.(request) === true;
    }
    if (!functionName.includes('Worker')) return pass;
    if (!this.#workers.has(processId)) {
      if (request.operation === 'ChangeMessageVisibilityBatch') this.#workers.add(processId);
      return pass;
    }
    if (performance.now() > this.#dueUntil) return pass;
    this.#dueUntil = 0;
    this.#forget(processId);
    return dies(this.#random.fraction() < 0.5 ? 'before' : 'after');
  }

  #kill(processId: number): void {
    this.#forget(processId);
    killProcess(processId);
  }

  #forget(processId: number): void {
    this.#workers.delete(processId);
    this.count += 1;
  }
}

function isOf(
  { functionPart, about }: Victim,
  { functionName, subject }: ServiceRequest,
  document: string | undefined,
): boolean {
  return functionName.includes(functionPart) && (document === about || subject === about);
}

function dies(when: KillInstant['when'], onKilled: () => void = () => {}): Interference {
  return when === 'before'
    ? { before: 'kill', onKilled }
    : { before: 'pass', after: 'kill', onKilled };
}

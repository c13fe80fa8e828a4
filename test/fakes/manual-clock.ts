import type { Clock } from '../../shared/ports/clock.ts';

interface Waiting {
  readonly until: number;
  readonly resolve: () => void;
}

/** Time that passes only when a test says so. */
export class ManualClock implements Clock {
  /** Turns of the event loop in which all that can run has run: one where promises alone are waited for. */
  turns = 5;
  #now: number;
  readonly #waiting = new Set<Waiting>();

  constructor(start = '2026-05-04T08:00:00.000Z') {
    this.#now = Date.parse(start);
  }

  now(): Date {
    return new Date(this.#now);
  }

  wait(ms: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted === true || ms <= 0) return Promise.resolve();
    return new Promise((resolve) => {
      const waiting = {
        until: this.#now + ms,
        resolve: () => {
          this.#waiting.delete(waiting);
          signal?.removeEventListener('abort', waiting.resolve);
          resolve();
        },
      };
      this.#waiting.add(waiting);
      signal?.addEventListener('abort', waiting.resolve, { once: true });
    });
  }

  /** Lets time pass step by step, so that what is due is woken in its order and may wait anew. */
  async advance(ms: number): Promise<void> {
    const end = this.#now + ms;
    await this.#settled();
    for (;;) {
      const next = [...this.#waiting].toSorted((a, b) => a.until - b.until)[0];
      if (next === undefined || next.until > end) break;
      this.#now = next.until;
      next.resolve();
      await this.#settled();
    }
    this.#now = end;
  }

  /** Lets time pass until `work` has ended; for work that waits for nothing but this clock. */
  async passUntil<Result>(work: Promise<Result>): Promise<Result> {
    const ended = new AbortController();
    const end = (): void => ended.abort();
    void work.then(end, end);
    await this.#settled();
    for (let steps = 0; !ended.signal.aborted; steps += 1) {
      if (steps === 10_000) throw new Error('the work has not ended after 10,000 seconds');
      await this.advance(1_000);
    }
    return work;
  }

  /** Runs everything that can run without time passing. */
  async #settled(): Promise<void> {
    for (let turn = 0; turn < this.turns; turn += 1) {
      await new Promise((resolve) => {
        setImmediate(resolve);
      });
    }
  }
}

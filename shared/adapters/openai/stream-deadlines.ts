import type { Clock } from '../../ports/clock.ts';

/** Between two tokens no model thinks for longer, in milliseconds; a crowded one stalls for seconds. */
export const idleDeadlineMs = 60_000;

export interface StreamDeadlinesOptions {
  readonly clock: Clock;
  /** For the first token, in milliseconds from now. */
  readonly firstTokenMs: number;
  /** Ends the call. */
  readonly onExpired: () => void;
}

/**
 * Ends a call that says nothing for too long. Only tokens count: a provider that is crowded keeps a
 * connection alive for minutes without ever answering.
 */
export class StreamDeadlines {
  readonly #options: StreamDeadlinesOptions;
  readonly #begun = new AbortController();
  readonly #ended = new AbortController();
  #lastTokenAt: number;
  #expired: string | null = null;

  constructor(options: StreamDeadlinesOptions) {
    this.#options = options;
    this.#lastTokenAt = options.clock.now().getTime();
    void this.#watch();
  }

  /** Which deadline ended the call, in words; `null` while none did. */
  get expired(): string | null {
    return this.#expired;
  }

  tokenCame(): void {
    this.#lastTokenAt = this.#options.clock.now().getTime();
    this.#begun.abort();
  }

  end(): void {
    this.#ended.abort();
  }

  async #watch(): Promise<void> {
    const { clock, firstTokenMs } = this.#options;
    await clock.wait(firstTokenMs, AbortSignal.any([this.#begun.signal, this.#ended.signal]));
    if (this.#ended.signal.aborted) return;
    if (!this.#begun.signal.aborted) {
      this.#expire(`no token came within ${firstTokenMs / 1000} s`);
      return;
    }
    for (;;) {
      const leftMs = this.#lastTokenAt + idleDeadlineMs - clock.now().getTime();
      if (leftMs <= 0) break;
      await clock.wait(leftMs, this.#ended.signal);
      if (this.#ended.signal.aborted) return;
    }
    this.#expire(`no token came for ${idleDeadlineMs / 1000} s in the middle of the answer`);
  }

  #expire(reason: string): void {
    this.#expired = reason;
    this.#options.onExpired();
  }
}

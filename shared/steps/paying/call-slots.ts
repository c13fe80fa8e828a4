/**
 * A worker's calls in flight: as many as its share allows, first come, first served.
 *
 * A share that shrinks takes no slot away; those who give theirs back make room for it.
 */
export class CallSlots {
  #capacity: number;
  #taken = 0;
  readonly #waiting: (() => void)[] = [];

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  /** Calls that may be in flight. */
  get capacity(): number {
    return this.#capacity;
  }

  /** Calls that are in flight. */
  get taken(): number {
    return this.#taken;
  }

  /** Whether as many calls are in flight as may be. */
  get isFull(): boolean {
    return this.#taken >= this.#capacity;
  }

  /** Changes how many calls may be in flight. */
  resize(capacity: number): void {
    this.#capacity = capacity;
    this.#serve();
  }

  /** Waits for a slot; `false` where `signal` was aborted before there was one. */
  async take(signal: AbortSignal): Promise<boolean> {
    if (signal.aborted) return false;
    return new Promise((resolve) => {
      const served = (): void => {
        signal.removeEventListener('abort', givenUp);
        this.#taken += 1;
        resolve(true);
      };
      const givenUp = (): void => {
        this.#waiting.splice(this.#waiting.indexOf(served), 1);
        resolve(false);
      };
      this.#waiting.push(served);
      signal.addEventListener('abort', givenUp, { once: true });
      this.#serve();
    });
  }

  /** Gives a slot back. */
  release(): void {
    this.#taken -= 1;
    this.#serve();
  }

  #serve(): void {
    while (!this.isFull && this.#waiting.length > 0) this.#waiting.shift()?.();
  }
}

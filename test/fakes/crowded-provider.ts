import { ModelThrottled } from '../../shared/failure/model-errors.ts';
import type { Clock } from '../../shared/ports/clock.ts';

/** A provider that takes a number of calls at once and refuses the rest, and counts both. */
export class CrowdedProvider {
  readonly #clock: Clock;
  readonly #callsAtOnce: number;
  readonly #callMs: number;
  #inFlight = 0;
  #answered = 0;
  /** When each call came that was refused, in milliseconds since 1970. */
  readonly refusedAt: number[] = [];

  constructor(clock: Clock, limits: { readonly callsAtOnce: number; readonly callMs: number }) {
    this.#clock = clock;
    this.#callsAtOnce = limits.callsAtOnce;
    this.#callMs = limits.callMs;
  }

  get inFlight(): number {
    return this.#inFlight;
  }

  get answered(): number {
    return this.#answered;
  }

  /** @throws {ModelThrottled} where too many calls are in flight */
  async call(): Promise<string> {
    if (this.#inFlight >= this.#callsAtOnce) {
      this.refusedAt.push(this.#clock.now().getTime());
      throw new ModelThrottled('too many requests');
    }
    this.#inFlight += 1;
    await this.#clock.wait(this.#callMs);
    this.#inFlight -= 1;
    this.#answered += 1;
    return 'answer';
  }
}

import { type AccountRefusal, accountRefusals } from './model-faults.ts';

export interface AccountOptions {
  /** How long it takes at least to put it in order, in milliseconds. */
  readonly repairMs: number;
  /** Chooses how calls are refused first; each next time it is another refusal's turn. */
  readonly seed: number;
  /**
   * Milliseconds since some moment.
   *
   * @default performance.now
   */
  readonly now?: () => number;
}

/** An account whose calls a provider refuses, until somebody sees that and puts it in order. */
export class Account {
  readonly #repairMs: number;
  readonly #now: () => number;
  #turn: number;
  #isNextRefused = false;
  /** `null`: it is in order. */
  #refused: { readonly since: number; readonly as: AccountRefusal } | null = null;

  constructor({ repairMs, seed, now = () => performance.now() }: AccountOptions) {
    this.#repairMs = repairMs;
    this.#now = now;
    this.#turn = seed;
  }

  /** The next call is refused, whenever it comes. */
  refuseNext(): void {
    this.#isNextRefused = true;
  }

  /** @returns how the call is refused; `null` where it is not */
  refusal(): AccountRefusal | null {
    if (this.#isNextRefused) {
      this.#refused = { since: this.#now(), as: this.#kindOfTurn() };
      this.#turn += 1;
    }
    this.#isNextRefused = false;
    return this.#refused?.as ?? null;
  }

  /**
   * Somebody has seen that calls were refused, and sees to it.
   *
   * @returns whether it is in order now, as far as anybody can know: that the next call will be refused
   *   shows only when it is made, and nobody may be left to make it but jobs that wait for this
   */
  repair(): boolean {
    if (this.#refused !== null && this.#now() - this.#refused.since >= this.#repairMs)
      this.#refused = null;
    return this.#refused === null;
  }

  #kindOfTurn(): AccountRefusal {
    const kind = accountRefusals[this.#turn % accountRefusals.length];
    if (kind === undefined) throw new RangeError('the seed has to be a natural number');
    return kind;
  }
}

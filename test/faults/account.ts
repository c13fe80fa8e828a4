/** An account with a provider that runs out of credit, until somebody sees that and fills it up again. */
export class Account {
  readonly #emptyMs: number;
  #isNextRefused = false;
  /** `null`: it has credit. */
  #emptySince: number | null = null;

  /** @param emptyMs how long it takes at least to fill it up, in milliseconds */
  constructor(emptyMs: number) {
    this.#emptyMs = emptyMs;
  }

  /** The next call finds it empty, whenever it comes. */
  runOut(): void {
    this.#isNextRefused = true;
  }

  /** @returns whether the call is refused */
  refuses(): boolean {
    if (this.#isNextRefused) this.#emptySince = performance.now();
    this.#isNextRefused = false;
    return this.#emptySince !== null;
  }

  /**
   * Somebody knows that it may be empty, and fills it up.
   *
   * @returns whether it has credit now
   */
  fillUp(): boolean {
    const isDone =
      this.#emptySince !== null && performance.now() - this.#emptySince >= this.#emptyMs;
    if (isDone) this.#emptySince = null;
    return this.#emptySince === null && !this.#isNextRefused;
  }
}

/** An account with a provider that runs out of credit, and that somebody fills up again. */
export class Account {
  readonly #emptyMs: number;
  #isNextRefused = false;
  #emptyUntil = 0;

  /** @param emptyMs how long it stays empty, in milliseconds */
  constructor(emptyMs: number) {
    this.#emptyMs = emptyMs;
  }

  get isEmpty(): boolean {
    return this.#isNextRefused || performance.now() < this.#emptyUntil;
  }

  /** The next call finds it empty, whenever it comes. */
  runOut(): void {
    this.#isNextRefused = true;
  }

  /** @returns whether the call is refused */
  refuses(): boolean {
    if (this.#isNextRefused) this.#emptyUntil = performance.now() + this.#emptyMs;
    this.#isNextRefused = false;
    return this.isEmpty;
  }
}

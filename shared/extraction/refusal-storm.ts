/** So many more calls of a worker were refused than answered when its provider has too much to do. */
const refusalsThatMakeAStorm = 4;

/**
 * Tells a provider that has too much to do from one that fails now and then.
 *
 * Refusals and answers are weighed against each other: where less than half of the calls are refused,
 * fewer at once would only take longer. By chance, a fifth of all calls refused looks like a storm
 * about once in three hundred calls.
 */
export class RefusalStorm {
  #refusedMoreThanAnswered = 0;

  /** Whether the provider is taken to have too much to do. */
  get isOn(): boolean {
    return this.#refusedMoreThanAnswered === refusalsThatMakeAStorm;
  }

  /** A long storm is over as soon as a short one: what is refused while it is on adds nothing. */
  refused(): void {
    this.#refusedMoreThanAnswered = Math.min(
      refusalsThatMakeAStorm,
      this.#refusedMoreThanAnswered + 1,
    );
  }

  answered(): void {
    this.#refusedMoreThanAnswered = Math.max(0, this.#refusedMoreThanAnswered - 1);
  }

  /** Something was done about it: what counts from now on is what comes of that. */
  end(): void {
    this.#refusedMoreThanAnswered = 0;
  }
}

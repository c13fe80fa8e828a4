/** So many more calls of a worker are refused than taken in a storm. */
const refusalsThatMakeAStorm = 4;

/** Refusals that are further apart have nothing to do with each other, in milliseconds. */
const stormMs = 60_000;

/**
 * Tells a provider that refuses what comes from one that fails now and then: refusals of a worker's
 * calls are weighed against those that the provider has taken, answered or still in flight. Where a
 * fifth of all calls is refused whatever is sent, fewer at once would only take longer.
 */
export class RefusalStorm {
  #refusedMoreThanAnswered = 0;
  #lastAt = 0;

  /**
   * A call was refused.
   *
   * @param taken the worker's calls in flight that the provider has not refused
   * @returns whether there is a storm
   */
  refused(taken: number, now: Date): boolean {
    if (now.getTime() - this.#lastAt > stormMs) this.end();
    this.#lastAt = now.getTime();
    // What is refused during a storm adds nothing: a long one is over as soon as a short one.
    const atMost = refusalsThatMakeAStorm + taken;
    this.#refusedMoreThanAnswered = Math.min(atMost, this.#refusedMoreThanAnswered + 1);
    return this.#refusedMoreThanAnswered === atMost;
  }

  answered(): void {
    this.#refusedMoreThanAnswered = Math.max(0, this.#refusedMoreThanAnswered - 1);
  }

  /** Something was done about it: what counts from now on is what comes of that. */
  end(): void {
    this.#refusedMoreThanAnswered = 0;
  }
}

import type { Clock } from '../../ports/clock.ts';

/** Often enough for an eye, seldom enough for a log, in milliseconds. */
const reportEveryMs = 500;

/** Tells how far an answer has come, not oftener than is of use, and at its end. */
export class ProgressReports {
  readonly #report: (tokens: number) => void;
  readonly #clock: Clock;
  #nextAt = Number.NEGATIVE_INFINITY;

  constructor(report: (tokens: number) => void, clock: Clock) {
    this.#report = report;
    this.#clock = clock;
  }

  /** @param tokens counted only when there is something to tell */
  tokensCame(tokens: () => number): void {
    const now = this.#clock.now().getTime();
    if (now < this.#nextAt) return;
    this.#nextAt = now + reportEveryMs;
    this.end(tokens());
  }

  end(tokens: number): void {
    try {
      this.#report(tokens);
    } catch {
      // An answer that is being paid for is not given up because nobody could be told of it.
    }
  }
}

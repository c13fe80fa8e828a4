/** Time, passed in so that a test can be the one who says what time it is. */
export interface Clock {
  now(): Date;

  /** Resolves after `ms` milliseconds, or as soon as `signal` is aborted. Never rejects. */
  wait(ms: number, signal?: AbortSignal): Promise<void>;
}

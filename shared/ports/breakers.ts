import type { Breaker } from '../extraction/breaker.ts';

/** What stands between jobs and providers that refuse them. */
export interface Breakers {
  /** Reads the latest state; `undefined` where it was never open. */
  get(scope: string): Promise<Breaker | undefined>;

  /**
   * Opens a breaker, unless it is open or was closed after the refused call began.
   *
   * @returns whether this opened it
   */
  open(breaker: Breaker, calledAt: Date): Promise<boolean>;

  /** Claims the next try for the job that `next` names; `false` where another job has it. */
  probe(seen: Breaker, next: Breaker): Promise<boolean>;

  /**
   * Closes a breaker that has been open since it was seen; `false` where it is no longer.
   *
   * @param by whether the provider answered a call, or a person says that it will
   */
  close(seen: Breaker, now: Date, by: 'answer' | 'operator'): Promise<boolean>;

  /** All that were open a moment ago. */
  listOpen(): Promise<readonly Breaker[]>;
}

import type { Breaker } from '../extraction/breaker.ts';

/**
 * Who says that a provider takes calls: an answer of it, a person, or nobody, where a deployment asks
 * elsewhere by now.
 */
export type ClosedBy = 'answer' | 'operator' | 'deployment';

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

  /** Closes a breaker that has been open since it was seen; `false` where it is no longer. */
  close(seen: Breaker, now: Date, by: ClosedBy): Promise<boolean>;

  /** All that were open a moment ago. */
  listOpen(): Promise<readonly Breaker[]>;
}

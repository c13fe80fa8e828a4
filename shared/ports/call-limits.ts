import type { CallLimit, LivingWorker } from '../extraction/call-limit.ts';

/** A provider that nobody calls yet. */
export interface WaitedFor {
  readonly provider: string;
  readonly limit: CallLimit;
  /** ISO time from which it is called again. */
  readonly notBefore: string;
}

/** What the workers know together of how many calls at once each provider takes. */
export interface CallLimits {
  /**
   * Counts a worker among those that call a provider, for as long as it lives.
   *
   * @param request.ceiling where the limit begins if nobody has called the provider yet
   */
  join(request: {
    readonly provider: string;
    readonly worker: string;
    readonly alive: LivingWorker;
    readonly ceiling: number;
  }): Promise<CallLimit>;

  /** Gives the share of a worker that has joined to the others. */
  leave(provider: string, worker: string): Promise<void>;

  /** Puts a limit in the place of the version before it; `false` where somebody was quicker. */
  change(provider: string, next: CallLimit): Promise<boolean>;

  /** The providers that nobody calls before a time which lies ahead, as they were a moment ago. */
  listWaiting(now: Date): Promise<readonly WaitedFor[]>;
}

import { shareBeatMs, shareBeatOfOneMs } from '../../extraction/call-limit.ts';
import type { RefusedCall } from '../../extraction/lowered-limit.ts';
import { withJitter } from '../../extraction/provider-wait.ts';
import { TimeIsShort } from '../../failure/job-errors.ts';
import { ProviderBusy } from '../../failure/provider-errors.ts';
import { CallSlots } from './call-slots.ts';
import { KnownLimit, type LimitOptions, type PlacedCalls, type SentCall } from './known-limit.ts';

export interface ShareOptions extends LimitOptions {
  /** A number from 0 to below 1. */
  readonly random: () => number;
}

/** A call's place among those in flight. */
export interface CallPlace {
  /** Says that the provider refused the call; it keeps its place until it leaves. */
  refused(call: Pick<RefusedCall, 'startedAt' | 'retryAfterMs'>): Promise<void>;
  /** Gives the place back, and says whether an answer came. */
  leave(answered: boolean): Promise<void>;
}

/**
 * A worker's share of what a provider takes at once.
 *
 * While it has calls, waiting or in flight, it tells the table every few seconds that it is there and
 * learns its share anew; after its last call it leaves its share to the others.
 */
export class ShareOfCalls {
  readonly #options: ShareOptions;
  readonly #limit: KnownLimit;
  readonly #slots = new CallSlots(0);
  /** Calls with a place that the provider has not refused, the first that was sent in front. */
  readonly #taken = new Set<SentCall>();
  #callers = 0;
  #joining: Promise<void> = Promise.resolve();
  #leaving: Promise<void> = Promise.resolve();
  #lastCallerLeft = new AbortController();
  #beating: Promise<void> = Promise.resolve();

  constructor(options: ShareOptions) {
    this.#options = options;
    this.#limit = new KnownLimit(options);
  }

  /**
   * Waits until calls may be made and this worker may make one more.
   *
   * @param until when the call has to begin at the latest
   * @throws {Error} the reason of `signal`
   * @throws {ProviderBusy} where nobody calls the provider before `until`
   * @throws {TimeIsShort} where there was no place in time
   */
  async enter(until: Date, signal: AbortSignal): Promise<CallPlace> {
    await this.#arrive();
    try {
      for (;;) {
        await this.#waitForProvider(until, signal);
        const isServed = await this.#takeSlot(until, signal);
        if (isServed && this.#limit.notBefore === null) return this.#place();
        if (isServed) this.#slots.release();
        signal.throwIfAborted();
        if (!isServed) throw new TimeIsShort();
      }
    } catch (error) {
      await this.#depart();
      throw error;
    }
  }

  async #waitForProvider(until: Date, signal: AbortSignal): Promise<void> {
    const { clock, provider, random } = this.#options;
    for (let { notBefore } = this.#limit; notBefore !== null; { notBefore } = this.#limit) {
      if (notBefore >= until.toISOString()) throw new ProviderBusy(provider, notBefore);
      const leftMs = Date.parse(notBefore) - clock.now().getTime();
      // Not longer than until this worker looks again: somebody may lift the wait.
      await clock.wait(leftMs > shareBeatMs ? shareBeatMs : withJitter(leftMs, random), signal);
      signal.throwIfAborted();
    }
  }

  async #takeSlot(until: Date, signal: AbortSignal): Promise<boolean> {
    const { clock } = this.#options;
    const waited = new AbortController();
    const expire = clock
      .wait(until.getTime() - clock.now().getTime(), waited.signal)
      .then(() => waited.abort());
    const isServed = await this.#slots.take(AbortSignal.any([signal, waited.signal]));
    waited.abort();
    await expire;
    return isServed;
  }

  #place(): CallPlace {
    const sent = { sentAt: this.#options.clock.now(), isAtTheLimit: this.#slots.isFull };
    this.#taken.add(sent);
    return {
      refused: async (call) => {
        this.#taken.delete(sent);
        await this.#limit.refused(call, this.#placed);
        this.#slots.resize(this.#limit.share);
      },
      leave: async (answered) => {
        this.#taken.delete(sent);
        if (answered) this.#limit.answered(sent);
        this.#slots.release();
        await this.#depart();
      },
    };
  }

  get #placed(): PlacedCalls {
    const [first] = this.#taken;
    return {
      all: this.#slots.taken,
      taken: this.#taken.size,
      takenSince: first?.sentAt ?? null,
    };
  }

  async #arrive(): Promise<void> {
    this.#callers += 1;
    if (this.#callers === 1) {
      this.#lastCallerLeft = new AbortController();
      this.#joining = this.#leaving.then(async () => this.#learn());
      this.#beating = this.#beat(this.#lastCallerLeft.signal);
    }
    await this.#joining;
  }

  async #depart(): Promise<void> {
    this.#callers -= 1;
    if (this.#callers > 0) return;
    this.#lastCallerLeft.abort();
    // A beat that is under way would tell the table again that this worker is there.
    this.#leaving = this.#beating.then(async () => this.#limit.leave());
    await this.#leaving;
  }

  async #beat(ended: AbortSignal): Promise<void> {
    for (;;) {
      const pauseMs = this.#slots.capacity <= 1 ? shareBeatOfOneMs : shareBeatMs;
      await this.#options.clock.wait(pauseMs, ended);
      if (ended.aborted) return;
      await this.#learn();
      if (ended.aborted) return;
      await this.#limit.raise(this.#placed);
      this.#slots.resize(this.#limit.share);
    }
  }

  async #learn(): Promise<void> {
    await this.#limit.learn(this.#placed);
    this.#slots.resize(this.#limit.share);
  }
}

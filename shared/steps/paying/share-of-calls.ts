import {
  type CallLimit,
  lowered,
  raised,
  type RefusedCall,
  shareBeatMs,
  shareBeatWhileWaitingMs,
  shareLeaseMs,
  shareOf,
} from '../../extraction/call-limit.ts';
import { RefusalStorm } from '../../extraction/refusal-storm.ts';
import { TimeIsShort } from '../../failure/job-errors.ts';
import { ProviderBusy } from '../../failure/provider-errors.ts';
import { later } from '../../job/lease.ts';
import type { CallLimits } from '../../ports/call-limits.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import { CallSlots } from './call-slots.ts';

export interface ShareOptions {
  readonly limits: CallLimits;
  /** The provider's identity. */
  readonly provider: string;
  readonly ceiling: number;
  /** A name that no other worker has. */
  readonly worker: string;
  readonly clock: Clock;
  readonly log: Log;
}

/** A call's place among those in flight. */
export interface CallPlace {
  /** Gives the place back, and says whether an answer came. */
  leave(answered: boolean): Promise<void>;
}

/** Another worker that changes the limit at the same time is seen on the next look. */
const triesToLower = 3;

/**
 * A worker's share of what a provider takes at once.
 *
 * While it has calls, waiting or in flight, it tells the table every few seconds that it is there and
 * learns its share anew; after its last call it leaves its share to the others. Where the table does not answer it makes one call at a time.
 */
export class ShareOfCalls {
  readonly #options: ShareOptions;
  readonly #slots = new CallSlots(0);
  #known: CallLimit | null = null;
  #callers = 0;
  #joining: Promise<void> = Promise.resolve();
  #leaving: Promise<void> = Promise.resolve();
  #lastCallerLeft = new AbortController();
  #beating: Promise<void> = Promise.resolve();
  #roundStartedAt: Date;
  #answersAtTheLimit = 0;
  readonly #storm = new RefusalStorm();

  constructor(options: ShareOptions) {
    this.#options = options;
    this.#roundStartedAt = options.clock.now();
  }

  /**
   * Waits until the provider takes calls and this worker may make one more.
   *
   * @param until when the call has to begin at the latest
   * @throws {Error} the reason of `signal`
   * @throws {ProviderBusy} where the provider takes no call before `until`
   * @throws {TimeIsShort} where there was no place in time
   */
  async enter(until: Date, signal: AbortSignal): Promise<CallPlace> {
    await this.#arrive();
    try {
      for (;;) {
        await this.#waitForProvider(until, signal);
        const isServed = await this.#takeSlot(until, signal);
        if (isServed && this.#providerWaitMs() <= 0) return this.#place();
        if (isServed) this.#slots.release();
        signal.throwIfAborted();
        if (!isServed) throw new TimeIsShort();
      }
    } catch (error) {
      await this.#depart();
      throw error;
    }
  }

  /** Lets no worker call before it may, and makes all call less, once for all the refusals of a storm. */
  async refused(call: Pick<RefusedCall, 'startedAt' | 'retryAfterMs'>): Promise<void> {
    this.#storm.refused();
    try {
      const isOfStorm = this.#storm.isOn;
      await this.#lower({ ...call, isOfStorm, callsAtOnce: this.#slots.taken });
    } catch (error) {
      const { log, provider } = this.#options;
      log.error('call limit not lowered', error, { provider });
    }
  }

  async #lower(call: RefusedCall): Promise<void> {
    const { limits, provider, clock, log } = this.#options;
    for (let tries = 0; tries < triesToLower; tries += 1) {
      if (this.#known === null || lowered(this.#known, call, clock.now()) === null) return;
      // Others may have lowered it already, and may have come or gone.
      await this.#learn();
      const next = lowered(this.#known, call, clock.now());
      if (next === null) return;
      if (await limits.change(provider, next)) {
        const { limit, notBefore } = next;
        log.warn('call limit lowered', { provider, limit, notBefore });
        await this.#learn();
        return;
      }
    }
  }

  async #waitForProvider(until: Date, signal: AbortSignal): Promise<void> {
    for (let waitMs = this.#providerWaitMs(); waitMs > 0; waitMs = this.#providerWaitMs()) {
      const notBefore = this.#known?.notBefore ?? '';
      if (notBefore >= until.toISOString()) {
        throw new ProviderBusy(this.#options.provider, notBefore);
      }
      await this.#options.clock.wait(waitMs, signal);
      signal.throwIfAborted();
    }
  }

  #providerWaitMs(): number {
    const notBefore = this.#known?.notBefore ?? null;
    return notBefore === null ? 0 : Date.parse(notBefore) - this.#options.clock.now().getTime();
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
    const isAtTheLimit = this.#slots.isFull;
    return {
      leave: async (answered) => {
        if (answered) this.#storm.answered();
        if (answered && isAtTheLimit) this.#answersAtTheLimit += 1;
        this.#slots.release();
        await this.#depart();
      },
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
    this.#leaving = this.#leave(this.#beating);
    await this.#leaving;
  }

  async #leave(beating: Promise<void>): Promise<void> {
    const { limits, provider, worker, log } = this.#options;
    // A beat that is under way would tell the table again that this worker is there.
    await beating;
    try {
      await limits.leave(provider, worker);
    } catch (error) {
      log.error('call limit not left', error, { provider });
    }
  }

  async #beat(ended: AbortSignal): Promise<void> {
    for (;;) {
      const pauseMs = this.#slots.capacity === 0 ? shareBeatWhileWaitingMs : shareBeatMs;
      await this.#options.clock.wait(pauseMs, ended);
      if (ended.aborted) return;
      await this.#learn();
      if (ended.aborted) return;
      await this.#raise();
    }
  }

  async #learn(): Promise<void> {
    const { limits, provider, ceiling, worker, clock, log } = this.#options;
    const now = clock.now();
    try {
      const until = later(now, shareLeaseMs);
      const known = await limits.join({ provider, worker, until, ceiling });
      if (known.loweredAt !== (this.#known?.loweredAt ?? null)) this.#storm.end();
      this.#known = { ...known, limit: Math.min(known.limit, ceiling) };
      this.#slots.resize(shareOf(this.#known, worker, now));
    } catch (error) {
      log.error('call limit not read', error, { provider });
      this.#slots.resize(1);
    }
  }

  /** A round is over when as many answers have come as may be in flight. */
  async #raise(): Promise<void> {
    const { limits, provider, ceiling, clock, log } = this.#options;
    const share = this.#slots.capacity;
    if (this.#known === null || share === 0 || this.#answersAtTheLimit < share) return;

    const round = { startedAt: this.#roundStartedAt, ceiling };
    this.#answersAtTheLimit = 0;
    this.#roundStartedAt = clock.now();
    const next = raised(this.#known, round, clock.now());
    if (next === null) return;
    try {
      if (await limits.change(provider, next)) await this.#learn();
    } catch (error) {
      log.error('call limit not raised', error, { provider });
    }
  }
}

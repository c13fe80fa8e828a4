import {
  type CallLimit,
  raised,
  refusedWithinMs,
  shareLeaseMs,
} from '../../extraction/call-limit.ts';
import { isOfKnownStorm, lowered, type RefusedCall } from '../../extraction/lowered-limit.ts';
import { RefusalStorm } from '../../extraction/refusal-storm.ts';
import { isTurn, shareOf } from '../../extraction/share-of-limit.ts';
import { later } from '../../job/lease.ts';
import type { CallLimits } from '../../ports/call-limits.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';

export interface LimitOptions {
  readonly limits: CallLimits;
  /** The provider's identity. */
  readonly provider: string;
  readonly ceiling: number;
  /** A name that no other worker has. */
  readonly worker: string;
  readonly clock: Clock;
  readonly log: Log;
}

/** A worker's calls that have a place. */
export interface PlacedCalls {
  readonly all: number;
  /** Those that the provider has not refused. */
  readonly taken: number;
  /** When the first of those was sent; `null` where there is none. */
  readonly takenSince: Date | null;
}

/** A call that has a place. */
export interface SentCall {
  readonly sentAt: Date;
  /** Whether as many calls were in flight as may be when it was sent. */
  readonly isAtTheLimit: boolean;
}

/** Another worker that changes the limit at the same time is seen on the next look. */
const triesToLower = 3;

/**
 * What a worker knows of the limit that all workers share, and what it adds to that. Where the table
 * does not answer, its share stays as long as the others count it; after that it makes one call at a
 * time, so that all together make no more than there are workers. Nothing here throws.
 */
export class KnownLimit {
  readonly #options: LimitOptions;
  readonly #storm = new RefusalStorm();
  #known: CallLimit | null = null;
  /** Until when the provider asks to wait, where the table does not say so; ISO time. */
  #askedUntil = '';
  #share = 0;
  /** Until when the others count this worker, and leave it its share; ISO time. */
  #sharedUntil = '';
  #turnAt: string | null = null;
  #servedAt: string | null = null;
  #roundStartedAt: Date;
  #answersAtTheLimit = 0;

  constructor(options: LimitOptions) {
    this.#options = options;
    this.#roundStartedAt = options.clock.now();
  }

  /** How many calls this worker may have in flight. */
  get share(): number {
    return this.#share;
  }

  /** ISO time before which nobody calls; `null` where everybody may. */
  get notBefore(): string | null {
    const shared = this.#known?.notBefore ?? '';
    const notBefore = shared > this.#askedUntil ? shared : this.#askedUntil;
    return notBefore > this.#options.clock.now().toISOString() ? notBefore : null;
  }

  /** Tells the others that this worker is there and what it does, and learns its share. */
  async learn({ taken, takenSince }: PlacedCalls): Promise<void> {
    const { limits, provider, ceiling, worker, clock, log } = this.#options;
    const now = clock.now();
    if (takenSince !== null && now.getTime() - takenSince.getTime() >= refusedWithinMs) {
      this.#servedAt = now.toISOString();
    }
    const until = later(now, shareLeaseMs);
    const alive = { until, taken, turnAt: this.#turnAt, servedAt: this.#servedAt };
    try {
      const known = await limits.join({ provider, worker, alive, ceiling });
      if (known.stormAt !== (this.#known?.stormAt ?? null)) this.#storm.end();
      this.#known = { ...known, limit: Math.min(known.limit, ceiling) };
      this.#share = shareOf(this.#known, worker, now);
      this.#sharedUntil = until;
      if (this.#share > 0 && !isTurn(this.#turnAt, now)) this.#turnAt = now.toISOString();
    } catch (error) {
      log.error('call limit not read', error, { provider });
      if (this.#sharedUntil < clock.now().toISOString()) this.#share = 1;
    }
  }

  /** The provider answered a call. */
  answered({ sentAt, isAtTheLimit }: SentCall): void {
    this.#storm.answered();
    this.#servedAt = this.#options.clock.now().toISOString();
    if (!isAtTheLimit) return;
    // Between two turns no round goes on.
    if (this.#answersAtTheLimit === 0 && sentAt > this.#roundStartedAt)
      this.#roundStartedAt = sentAt;
    this.#answersAtTheLimit += 1;
  }

  /**
   * Lets no worker call before it may, and makes all call less where that helps, once a storm. Where
   * the table does not learn of it, this worker at least waits as long as the provider asks.
   */
  async refused(
    call: Pick<RefusedCall, 'startedAt' | 'retryAfterMs'>,
    placed: PlacedCalls,
  ): Promise<void> {
    const { clock, log, provider } = this.#options;
    const isNews = this.#known !== null && !isOfKnownStorm(this.#known, call);
    const isOfStorm = isNews && this.#storm.refused(placed.taken, clock.now());
    const askedUntil = later(clock.now(), call.retryAfterMs ?? 0);
    try {
      await this.#lower({ ...call, isOfStorm, callsAtOnce: placed.all }, placed);
    } catch (error) {
      log.error('call limit not lowered', error, { provider });
    }
    if (askedUntil > (this.notBefore ?? '')) this.#askedUntil = askedUntil;
  }

  async #lower(call: RefusedCall, placed: PlacedCalls): Promise<void> {
    const { limits, provider, clock, log } = this.#options;
    for (let tries = 0; tries < triesToLower; tries += 1) {
      if (this.#known === null || lowered(this.#known, call, clock.now()) === null) return;
      // Others may have learned of the storm before, and may have come or gone.
      await this.learn(placed);
      const next = lowered(this.#known, call, clock.now());
      if (next === null) return;
      const before = this.#known.limit;
      if (await limits.change(provider, next)) {
        const { limit, notBefore } = next;
        const message = limit < before ? 'call limit lowered' : 'calls wait for the provider';
        log.warn(message, { provider, limit, notBefore });
        await this.learn(placed);
        return;
      }
    }
  }

  /** Raises the limit where a round is over: as many answers have come as may be in flight. */
  async raise(placed: PlacedCalls): Promise<void> {
    const { limits, provider, ceiling, clock, log } = this.#options;
    if (this.#known === null || this.#answersAtTheLimit < Math.max(1, this.#share)) return;

    const round = { startedAt: this.#roundStartedAt, ceiling };
    this.#answersAtTheLimit = 0;
    this.#roundStartedAt = clock.now();
    const next = raised(this.#known, round, clock.now());
    if (next === null) return;
    try {
      if (await limits.change(provider, next)) await this.learn(placed);
    } catch (error) {
      log.error('call limit not raised', error, { provider });
    }
  }

  /** Leaves this worker's share to the others. */
  async leave(): Promise<void> {
    const { limits, provider, worker, log } = this.#options;
    this.#sharedUntil = '';
    try {
      await limits.leave(provider, worker);
    } catch (error) {
      log.error('call limit not left', error, { provider });
    }
  }
}

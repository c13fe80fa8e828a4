import {
  type Claim,
  type ClaimRequest,
  type Fate,
  lostCallsOf,
  nextClaim,
} from '../../shared/extraction/claim.ts';
import { leaseMs, later } from '../../shared/job/lease.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import type { ExchangeClaims } from '../../shared/ports/exchange-claims.ts';

/** Claims in memory. */
export class MemoryExchangeClaims implements ExchangeClaims {
  readonly claims = new Map<string, Claim>();
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  async take(request: ClaimRequest): ReturnType<ExchangeClaims['take']> {
    const previous = this.claims.get(request.requestHash);
    if (previous?.open === true && previous.until > this.#clock.now().toISOString()) {
      return { taken: false, until: previous.until };
    }
    const claim = nextClaim(previous, request);
    this.claims.set(claim.requestHash, claim);
    return { taken: true, claim };
  }

  async renew(claim: Claim): Promise<void> {
    this.#change(claim, { until: later(this.#clock.now(), leaseMs) });
  }

  async settle(claim: Claim, fate: Fate): Promise<boolean> {
    const lostCalls = lostCallsOf(claim, fate);
    return this.#change(claim, { open: false, until: this.#clock.now().toISOString(), lostCalls });
  }

  #change(claim: Claim, change: Partial<Claim>): boolean {
    const stored = this.claims.get(claim.requestHash);
    if (stored?.owner !== claim.owner || stored.current.call !== claim.current.call) return false;
    this.claims.set(claim.requestHash, { ...stored, ...change });
    return true;
  }
}

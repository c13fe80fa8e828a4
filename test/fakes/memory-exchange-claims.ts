import {
  type Call,
  type Claim,
  type ClaimFate,
  type ClaimRequest,
  isAlive,
  lostCallsBy,
  nextClaim,
  openedClaim,
  settledClaim,
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
    if (previous !== undefined && isAlive(previous, this.#clock.now())) {
      return { taken: false, until: previous.until };
    }
    const claim = nextClaim(previous, request);
    this.claims.set(claim.requestHash, claim);
    return { taken: true, claim };
  }

  async renew(claim: Claim): Promise<void> {
    this.#change(claim, { until: later(this.#clock.now(), leaseMs) });
  }

  async open(claim: Claim, startedAt: string): Promise<Claim | null> {
    const until = later(this.#clock.now(), leaseMs);
    const opened = openedClaim(claim, { startedAt, until });
    const { open, current } = opened;
    return this.#change(claim, { open, until, current }) ? opened : null;
  }

  async close(claim: Claim): Promise<void> {
    this.#change(claim, { open: false });
  }

  async settle(claim: Claim, fate: ClaimFate): Promise<boolean> {
    const { call, ...settled } = settledClaim(claim, fate);
    const until = this.#clock.now().toISOString();
    const current = this.claims.get(claim.requestHash)?.current ?? claim.current;
    return this.#change(claim, { ...settled, until, current: { ...current, call } });
  }

  async lostCalls(requestHash: string): Promise<readonly Call[]> {
    return lostCallsBy(this.claims.get(requestHash), this.#clock.now());
  }

  #change(claim: Claim, change: Partial<Claim>): boolean {
    const stored = this.claims.get(claim.requestHash);
    if (stored?.owner !== claim.owner || stored.current.call !== claim.current.call) return false;
    this.claims.set(claim.requestHash, { ...stored, ...change });
    return true;
  }
}

import type { Breaker } from '../../shared/extraction/breaker.ts';
import type { Breakers } from '../../shared/ports/breakers.ts';

/** Breakers in memory. */
export class MemoryBreakers implements Breakers {
  readonly breakers = new Map<string, Breaker>();

  async get(scope: string): Promise<Breaker | undefined> {
    return this.breakers.get(scope);
  }

  async open(breaker: Breaker, calledAt: Date): Promise<boolean> {
    const known = this.breakers.get(breaker.scope);
    const closedAt = known?.closedAt ?? null;
    const isStale = closedAt !== null && closedAt >= calledAt.toISOString();
    if (known?.open === true || isStale) return false;
    this.breakers.set(breaker.scope, { ...breaker, closedAt });
    return true;
  }

  async probe(seen: Breaker, next: Breaker): Promise<boolean> {
    const known = this.breakers.get(seen.scope);
    if (known?.open !== true || known.probeAt !== seen.probeAt) return false;
    this.breakers.set(seen.scope, { ...next, closedAt: known.closedAt });
    return true;
  }

  async close(seen: Breaker, now: Date): Promise<boolean> {
    const known = this.breakers.get(seen.scope);
    if (known?.open !== true || known.openedAt !== seen.openedAt) return false;
    this.breakers.set(seen.scope, { ...known, open: false, closedAt: now.toISOString() });
    return true;
  }

  async listOpen(): Promise<readonly Breaker[]> {
    return [...this.breakers.values()].filter(({ open }) => open);
  }
}

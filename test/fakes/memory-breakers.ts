import type { Breaker } from '../../shared/extraction/breaker.ts';
import type { Breakers, ClosedBy } from '../../shared/ports/breakers.ts';

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
    this.breakers.set(breaker.scope, {
      ...breaker,
      closedAt,
      answeredAt: known?.answeredAt ?? null,
    });
    return true;
  }

  async probe(seen: Breaker, next: Breaker): Promise<boolean> {
    const known = this.breakers.get(seen.scope);
    if (known?.open !== true || known.probeAt !== seen.probeAt) return false;
    const { probeAt, probes, probedBy } = next;
    this.breakers.set(seen.scope, { ...known, probeAt, probes, probedBy });
    return true;
  }

  async close(seen: Breaker, now: Date, by: ClosedBy): Promise<boolean> {
    const known = this.breakers.get(seen.scope);
    if (known?.open !== true || known.openedAt !== seen.openedAt) return false;
    const closedAt = now.toISOString();
    const answeredAt = by === 'answer' ? closedAt : known.answeredAt;
    this.breakers.set(seen.scope, { ...known, open: false, closedAt, answeredAt });
    return true;
  }

  async listOpen(): Promise<readonly Breaker[]> {
    return [...this.breakers.values()].filter(({ open }) => open);
  }
}

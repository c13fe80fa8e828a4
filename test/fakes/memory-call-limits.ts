import { type CallLimit, firstCallLimit } from '../../shared/extraction/call-limit.ts';
import type { CallLimits, WaitedFor } from '../../shared/ports/call-limits.ts';
import type { Clock } from '../../shared/ports/clock.ts';

/** Call limits in memory. */
export class MemoryCallLimits implements CallLimits {
  readonly limits = new Map<string, CallLimit>();
  /** Every change that was made, in order. */
  readonly changes: CallLimit[] = [];
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  async join({
    provider,
    worker,
    alive,
    ceiling,
  }: Parameters<CallLimits['join']>[0]): Promise<CallLimit> {
    const now = this.#clock.now();
    const known = this.limits.get(provider) ?? firstCallLimit(ceiling, now);
    const workers = { ...known.workers, [worker]: alive };
    const joined = { ...known, workers };
    const at = now.toISOString();
    const living = Object.entries(workers).filter(([, { until }]) => until >= at);
    this.limits.set(provider, { ...known, workers: Object.fromEntries(living) });
    return joined;
  }

  async leave(provider: string, worker: string): Promise<void> {
    const known = this.limits.get(provider);
    if (known === undefined) return;
    const { [worker]: _, ...workers } = known.workers;
    this.limits.set(provider, { ...known, workers });
  }

  async change(provider: string, next: CallLimit): Promise<boolean> {
    const known = this.limits.get(provider);
    if (known?.version !== next.version - 1) return false;
    this.limits.set(provider, { ...next, workers: known.workers });
    this.changes.push(next);
    return true;
  }

  async listWaiting(now: Date): Promise<readonly WaitedFor[]> {
    return [...this.limits].flatMap(([provider, limit]) => {
      const { notBefore } = limit;
      return notBefore !== null && notBefore > now.toISOString()
        ? [{ provider, limit, notBefore }]
        : [];
    });
  }
}

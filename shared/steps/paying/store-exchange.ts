import type { Exchange } from '../../extraction/exchange.ts';
import type { Clock } from '../../ports/clock.ts';
import type { ExchangeStore } from '../../ports/exchange-store.ts';
import type { Log } from '../../ports/log.ts';

/** With the pauses below about half a minute: the time that a job's deadline keeps in reserve. */
const tries = 6;
const firstPauseMs = 1_000;

/** Keeps an answer, and does not give up at once: it was paid for, and lives nowhere else yet. */
export async function storeExchange(
  exchange: Exchange,
  ports: { readonly exchanges: ExchangeStore; readonly clock: Clock; readonly log: Log },
): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await ports.exchanges.put(exchange);
      return;
    } catch (error) {
      if (attempt === tries) throw error;
      ports.log.error('exchange not stored yet', error, {
        requestHash: exchange.requestHash,
        attempt,
      });
      await ports.clock.wait(firstPauseMs * 2 ** (attempt - 1));
    }
  }
}

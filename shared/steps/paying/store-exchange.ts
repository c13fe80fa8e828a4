import type { Exchange } from '../../extraction/exchange.ts';
import type { Clock } from '../../ports/clock.ts';
import type { ExchangeStore } from '../../ports/exchange-store.ts';
import type { Log } from '../../ports/log.ts';
import { withPatience } from '../with-patience.ts';

/** With their pauses about half a minute: the time that a job's deadline keeps in reserve. */
const tries = 6;

/** Keeps an answer, and does not give up at once: it was paid for, and lives nowhere else yet. */
export async function storeExchange(
  exchange: Exchange,
  ports: { readonly exchanges: ExchangeStore; readonly clock: Clock; readonly log: Log },
): Promise<void> {
  const { requestHash } = exchange;
  await withPatience(
    () => ports.exchanges.put(exchange),
    { tries, event: 'exchange not stored yet', fields: { requestHash } },
    ports,
  );
}

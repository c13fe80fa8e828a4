import type { Exchange } from '../../extraction/exchange.ts';
import type { Clock } from '../../ports/clock.ts';
import type { ExchangeStore } from '../../ports/exchange-store.ts';
import type { Log } from '../../ports/log.ts';
import { outlastOutage } from '../outlast-outage.ts';
import { withPatience } from '../with-patience.ts';

/** With their pauses about half a minute: the time that a job's deadline keeps in reserve. */
const tries = 6;
const pausesMs = 31_000;

/**
 * Keeps an answer, which was paid for and lives nowhere else yet: while the store is away, until the
 * deadline, and whatever ails it for half a minute, also where that is later.
 */
export async function storeExchange(
  exchange: Exchange,
  deadline: Date,
  ports: { readonly exchanges: ExchangeStore; readonly clock: Clock; readonly log: Log },
): Promise<void> {
  const { requestHash } = exchange;
  const until = new Date(deadline.getTime() - pausesMs);
  const patience = { tries, event: 'exchange not stored yet', fields: { requestHash } };
  await outlastOutage(() => withPatience(() => ports.exchanges.put(exchange), patience, ports), {
    ...ports,
    until,
  });
}

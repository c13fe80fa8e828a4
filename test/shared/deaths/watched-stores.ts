import type { Claim } from '../../../shared/extraction/claim.ts';
import type { Exchange } from '../../../shared/extraction/exchange.ts';
import type { CallRecord, ReceivedRecord } from '../../faults/book-records.ts';
import { MemoryExchangeClaims } from '../../fakes/memory-exchange-claims.ts';
import { MemoryExchangeStore } from '../../fakes/memory-stores.ts';

/** Remembers every answer that was put, also those that another was put in the place of. */
export class ReceivingExchangeStore extends MemoryExchangeStore {
  readonly received: ReceivedRecord[] = [];

  override async put(exchange: Exchange): Promise<void> {
    const { requestHash, responseId } = exchange;
    this.received.push({ requestHash, responseId });
    await super.put(exchange);
  }
}

/** Knows which calls were begun and never brought to an end by who began them. */
export class WatchedClaims extends MemoryExchangeClaims {
  readonly #open = new Map<string, CallRecord>();

  /** Calls whose claim was opened by a process that died before it settled it. */
  get leftOpen(): readonly CallRecord[] {
    return [...this.#open.values()];
  }

  override async open(claim: Claim, startedAt: string): Promise<Claim | null> {
    const opened = await super.open(claim, startedAt);
    const { requestHash, current } = claim;
    if (opened !== null) this.#open.set(nameOf(claim), { requestHash, call: current.call });
    return opened;
  }

  override async close(claim: Claim): Promise<void> {
    this.#open.delete(nameOf(claim));
    await super.close(claim);
  }

  override async settle(...settling: Parameters<MemoryExchangeClaims['settle']>): Promise<boolean> {
    this.#open.delete(nameOf(settling[0]));
    return super.settle(...settling);
  }
}

function nameOf({ owner, requestHash, current }: Claim): string {
  return `${owner} ${requestHash} ${current.call}`;
}

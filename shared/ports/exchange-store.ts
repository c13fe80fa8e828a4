import type { Exchange } from '../extraction/exchange.ts';

/** Every exchange with a model that brought an answer, kept whole. */
export interface ExchangeStore {
  get(requestHash: string): Promise<Exchange | undefined>;
  put(exchange: Exchange): Promise<void>;
}

import { exchangeKey } from '../../document/result-keys.ts';
import { type Exchange, exchangeSchema } from '../../extraction/exchange.ts';
import type { ExchangeStore } from '../../ports/exchange-store.ts';
import { type Bucket, getJson, putJson } from './s3-json.ts';

/** Keeps exchanges in the results bucket. */
export class S3ExchangeStore implements ExchangeStore {
  readonly #bucket: Bucket;

  constructor(bucket: Bucket) {
    this.#bucket = bucket;
  }

  async get(requestHash: string): Promise<Exchange | undefined> {
    const found = await getJson(this.#bucket, exchangeKey(requestHash));
    return found === undefined ? undefined : exchangeSchema.parse(found);
  }

  async put(exchange: Exchange): Promise<void> {
    await putJson(this.#bucket, exchangeKey(exchange.requestHash), exchange);
  }
}

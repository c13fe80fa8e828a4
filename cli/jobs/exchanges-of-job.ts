import { S3ExchangeStore } from '../../shared/adapters/aws/s3-exchange-store.ts';
import { exchangeKey } from '../../shared/document/result-keys.ts';
import type { Exchange } from '../../shared/extraction/exchange.ts';
import type { ResultEnvelope } from '../../shared/job/result-envelope.ts';
import type { Deployment } from '../deployment/deployment.ts';
import { readResultsObject } from './read-result.ts';

type Storage = Pick<Deployment, 's3' | 'resultsBucket'>;

/** What was asked about one part of a document, as far as it is kept. */
export interface PartExchange {
  /** Of the part: half open, in UTF-16 code units of the document's text. */
  readonly start: number;
  readonly end: number;
  readonly exchange: Exchange;
}

/** The exchanges that a result rests on and that are still kept, in the order of the parts. */
export async function exchangesOfJob(
  { s3, resultsBucket }: Storage,
  { coverage }: Pick<ResultEnvelope, 'coverage'>,
): Promise<readonly PartExchange[]> {
  const store = new S3ExchangeStore({ client: s3, name: resultsBucket });
  const parts = await Promise.all(
    (coverage?.parts ?? []).map(async ({ start, end, exchange: hash }) => ({
      start,
      end,
      exchange: hash === null ? undefined : await store.get(hash),
    })),
  );
  return parts.flatMap(({ start, end, exchange }) =>
    exchange === undefined ? [] : { start, end, exchange },
  );
}

/** The same exchanges as they are stored, one line each. */
export async function exchangeLinesOfJob(
  storage: Storage,
  { coverage }: Pick<ResultEnvelope, 'coverage'>,
): Promise<readonly string[]> {
  const hashes = (coverage?.parts ?? []).flatMap(({ exchange }) => exchange ?? []);
  const lines = await Promise.all(
    hashes.map(async (hash) => readResultsObject(storage, exchangeKey(hash))),
  );
  return lines.filter((line) => line !== undefined).map((line) => line.trim());
}

import { S3ExchangeStore } from '../../shared/adapters/aws/s3-exchange-store.ts';
import { exchangeKey } from '../../shared/document/result-keys.ts';
import type { Exchange } from '../../shared/extraction/exchange.ts';
import type { ResultEnvelope } from '../../shared/job/result-envelope.ts';
import type { Deployment } from '../deployment/deployment.ts';
import { readResultsObject } from './read-result.ts';

type Storage = Pick<Deployment, 's3' | 'resultsBucket'>;

/** What was asked and answered for a job, as far as it is kept. */
export interface KeptExchange {
  /** Half open, in UTF-16 code units of the document's text; `null` for a merge of parts. */
  readonly start: number | null;
  readonly end: number | null;
  readonly exchange: Exchange;
}

/** The exchanges that a job used and that are still kept, in the order of the text. */
export async function exchangesOfJob(
  { s3, resultsBucket }: Storage,
  { exchanges }: Pick<ResultEnvelope, 'exchanges'>,
): Promise<readonly KeptExchange[]> {
  const store = new S3ExchangeStore({ client: s3, name: resultsBucket });
  const kept = await Promise.all(
    exchanges.map(async ({ start, end, exchange: hash }) => ({
      start,
      end,
      exchange: await store.get(hash),
    })),
  );
  return kept.flatMap(({ start, end, exchange }) =>
    exchange === undefined ? [] : { start, end, exchange },
  );
}

/** The same exchanges as they are stored, one line each. */
export async function exchangeLinesOfJob(
  storage: Storage,
  { exchanges }: Pick<ResultEnvelope, 'exchanges'>,
): Promise<readonly string[]> {
  const lines = await Promise.all(
    exchanges.map(async ({ exchange }) => readResultsObject(storage, exchangeKey(exchange))),
  );
  return lines.filter((line) => line !== undefined).map((line) => line.trim());
}

/** `characters 0 to 900`, or what else it was about. */
export function subjectOf({ start, end }: Pick<KeptExchange, 'start' | 'end'>): string {
  return start === null || end === null ? 'merge of parts' : `characters ${start} to ${end}`;
}

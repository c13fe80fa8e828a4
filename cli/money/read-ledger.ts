import { paginateListObjectsV2 } from '@aws-sdk/client-s3';
import { ledgerDatePrefix } from '../../shared/document/result-keys.ts';
import { type ReportedLine, reportedLineSchema } from '../../shared/money/usage-report.ts';
import type { Deployment } from '../deployment/deployment.ts';
import { inParallel } from '../../shared/steps/in-parallel.ts';
import { readResultsObject } from '../jobs/read-result.ts';

type Results = Pick<Deployment, 's3' | 'resultsBucket'>;

/** A line of the ledger that was not read yet. */
export interface ListedLine {
  readonly key: string;
  /** By the store's clock, in whole seconds. */
  readonly writtenAt: Date;
}

const concurrentReads = 32;

/** The ledger's lines of calls that started on some UTC dates. */
export async function readLedger(
  results: Results,
  dates: readonly string[],
): Promise<ReportedLine[]> {
  const listed = await inParallel(dates, concurrentReads, async (date) =>
    listLedger(results, date),
  );
  const lines = await inParallel(listed.flat(), concurrentReads, async ({ key }) =>
    readLine(results, key),
  );
  return lines.filter((line) => line !== undefined);
}

/** One line; `undefined` where it was deleted since it was listed. */
export async function readLine(results: Results, key: string): Promise<ReportedLine | undefined> {
  const text = await readResultsObject(results, key);
  return text === undefined ? undefined : reportedLineSchema.parse(JSON.parse(text));
}

/** Where the lines of calls are that started on a UTC date. */
export async function listLedger(
  { s3, resultsBucket }: Results,
  date: string,
): Promise<ListedLine[]> {
  const pages = paginateListObjectsV2(
    { client: s3 },
    { Bucket: resultsBucket, Prefix: ledgerDatePrefix(date) },
  );
  const listed: ListedLine[] = [];
  for await (const { Contents = [] } of pages) {
    for (const { Key, LastModified } of Contents) {
      if (Key !== undefined && LastModified !== undefined)
        listed.push({ key: Key, writtenAt: LastModified });
    }
  }
  return listed;
}

import { paginateListObjectsV2 } from '@aws-sdk/client-s3';
import { ledgerDatePrefix } from '../../shared/document/result-keys.ts';
import { type ReportedLine, reportedLineSchema } from '../../shared/money/usage-report.ts';
import type { Deployment } from '../deployment/deployment.ts';
import { inParallel } from '../../shared/steps/in-parallel.ts';
import { readResultsObject } from '../jobs/read-result.ts';

type Results = Pick<Deployment, 's3' | 'resultsBucket'>;

const concurrentReads = 32;

/** The ledger's lines of calls that started on some UTC dates. */
export async function readLedger(
  results: Results,
  dates: readonly string[],
): Promise<ReportedLine[]> {
  const keys = await inParallel(dates, concurrentReads, async (date) => listKeys(results, date));
  const lines = await inParallel(keys.flat(), concurrentReads, async (key) =>
    readResultsObject(results, key),
  );
  // A line that was deleted between the two reads is none.
  return lines.flatMap((text) =>
    text === undefined ? [] : reportedLineSchema.parse(JSON.parse(text)),
  );
}

async function listKeys({ s3, resultsBucket }: Results, date: string): Promise<string[]> {
  const pages = paginateListObjectsV2(
    { client: s3 },
    { Bucket: resultsBucket, Prefix: ledgerDatePrefix(date) },
  );
  const keys: string[] = [];
  for await (const { Contents = [] } of pages)
    keys.push(...Contents.flatMap(({ Key }) => Key ?? []));
  return keys;
}

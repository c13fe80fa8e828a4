import { paginateListObjectsV2 } from '@aws-sdk/client-s3';
import { resultsPrefix } from '../../shared/document/result-keys.ts';
import { type ResultEnvelope, resultEnvelopeSchema } from '../../shared/job/result-envelope.ts';
import type { Deployment } from '../deployment/deployment.ts';
import { readResultsObject } from '../jobs/read-result.ts';
import { systemClock } from '../../shared/adapters/system/system-clock.ts';

const intervalMs = 500;

/**
 * Results as they are stored from now on, for ever.
 *
 * @yields {ResultEnvelope} also an older job's, when it has a new result
 */
export async function* newResults(
  deployment: Pick<Deployment, 's3' | 'resultsBucket'>,
): AsyncGenerator<ResultEnvelope> {
  let seen = await listResults(deployment);
  for (;;) {
    await systemClock.wait(intervalMs);
    const present = await listResults(deployment);
    for (const [key, etag] of present) {
      if (seen.get(key) === etag) continue;
      const text = await readResultsObject(deployment, key);
      if (text !== undefined) yield resultEnvelopeSchema.parse(JSON.parse(text));
    }
    seen = present;
  }
}

async function listResults(
  deployment: Pick<Deployment, 's3' | 'resultsBucket'>,
): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  const pages = paginateListObjectsV2(
    { client: deployment.s3 },
    { Bucket: deployment.resultsBucket, Prefix: resultsPrefix },
  );
  for await (const { Contents = [] } of pages) {
    for (const { Key = '', ETag = '' } of Contents) found.set(Key, ETag);
  }
  return found;
}

import { resultKey } from '../../document/result-keys.ts';
import { type ResultEnvelope, resultEnvelopeSchema } from '../../job/result-envelope.ts';
import type { ResultStore } from '../../ports/result-store.ts';
import { type Bucket, getJson, putJson } from './s3-json.ts';

/** Keeps results in the results bucket, under the date of the upload. */
export class S3ResultStore implements ResultStore {
  readonly #bucket: Bucket;

  constructor(bucket: Bucket) {
    this.#bucket = bucket;
  }

  async put(result: ResultEnvelope): Promise<string> {
    const key = resultKey({ ...result, uploadedAt: result.timings.uploadedAt });
    await putJson(this.#bucket, key, result);
    return key;
  }

  async get(key: string): Promise<ResultEnvelope | undefined> {
    const stored = await getJson(this.#bucket, key);
    return stored === undefined ? undefined : resultEnvelopeSchema.parse(stored);
  }
}

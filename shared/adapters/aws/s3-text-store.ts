import { type KeptText, keptTextSchema } from '../../document/kept-text.ts';
import { textKey } from '../../document/result-keys.ts';
import type { TextStore } from '../../ports/text-store.ts';
import { type Bucket, getJson, putJson } from './s3-json.ts';

/** Keeps the texts of scans in the results bucket. */
export class S3TextStore implements TextStore {
  readonly #bucket: Bucket;

  constructor(bucket: Bucket) {
    this.#bucket = bucket;
  }

  async get(recognitionHash: string): Promise<KeptText | undefined> {
    const found = await getJson(this.#bucket, textKey(recognitionHash));
    return found === undefined ? undefined : keptTextSchema.parse(found);
  }

  async put(text: KeptText): Promise<void> {
    await putJson(this.#bucket, textKey(text.recognitionHash), text);
  }
}

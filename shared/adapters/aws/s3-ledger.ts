import { ledgerKey } from '../../document/result-keys.ts';
import type { LedgerLine } from '../../money/ledger-line.ts';
import type { Ledger } from '../../ports/ledger.ts';
import { type Bucket, putJson } from './s3-json.ts';

/** Keeps the ledger in the results bucket, an object a line. */
export class S3Ledger implements Ledger {
  readonly #bucket: Bucket;

  constructor(bucket: Bucket) {
    this.#bucket = bucket;
  }

  async write(line: LedgerLine): Promise<void> {
    await putJson(this.#bucket, ledgerKey(line), line);
  }
}

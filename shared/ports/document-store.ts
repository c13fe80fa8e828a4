import type { DocumentReference } from '../job/job.ts';

/** The documents bucket. */
export interface DocumentStore {
  /**
   * Reads exactly the version that the reference names.
   *
   * @throws {DocumentReplaced | DocumentNotFound | DocumentTooLarge}
   */
  read(document: DocumentReference): Promise<Uint8Array>;
}

import type { DocumentReference } from '../job/job.ts';

/** An object of the documents bucket. */
export interface StoredDocument {
  readonly bytes: Uint8Array;
  /** What its metadata gives to open it with; `null` where it gives nothing. */
  readonly password: string | null;
}

/** The documents bucket. */
export interface DocumentStore {
  /**
   * Reads exactly the version that the reference names.
   *
   * @throws {DocumentReplaced | DocumentNotFound | DocumentTooLarge}
   */
  read(document: DocumentReference): Promise<StoredDocument>;
}

import type { DocumentReference } from '../job/job.ts';

/** An object of the documents bucket. */
export interface StoredDocument {
  readonly bytes: Uint8Array;
  /** What its metadata gives to open it with; `null` where it gives nothing. */
  readonly password: string | null;
}

/** An object as it is now, by the version that has to be asked for to read it as it is now. */
export interface CurrentDocument extends DocumentReference {
  readonly sizeBytes: number;
}

/** The documents bucket. */
export interface DocumentStore {
  /**
   * Reads exactly the version that the reference names.
   *
   * @throws {DocumentReplaced | DocumentNotFound | DocumentTooLarge}
   */
  read(document: DocumentReference): Promise<StoredDocument>;

  /**
   * Finds the present version of an object, without its bytes.
   *
   * @throws {DocumentNotFound}
   */
  findCurrent(bucket: string, key: string): Promise<CurrentDocument>;
}

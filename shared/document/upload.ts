import type { DocumentReference } from '../job/job.ts';

/** An object that was created in the documents bucket. */
export interface Upload {
  readonly document: DocumentReference;
  /** ISO time of the event. */
  readonly uploadedAt: string;
}

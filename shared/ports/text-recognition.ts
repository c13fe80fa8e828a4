import type { DocumentReference } from '../job/job.ts';
import type { RecognitionProvider } from '../money/page-prices.ts';

/** Text that a service found in the pictures of a document's pages. */
export interface RecognizedText {
  readonly pages: readonly {
    /** Counted from 1. */
    readonly number: number;
    /** In the order in which the service reads the page. */
    readonly lines: readonly string[];
  }[];
  /** What could not be recognized, in words for the result. */
  readonly warnings: readonly string[];
  readonly modelVersion: string | null;
}

/**
 * Makes text of scans, which takes seconds to minutes: it is started, looked at, and fetched, each
 * by whoever comes by.
 *
 * Every method throws {@link RecognitionUnavailable} where the same call may work later.
 */
export interface TextRecognition {
  readonly provider: RecognitionProvider;
  /** The service's operation or model, for the ledger. */
  readonly model: string;
  /** Media types of the scans that it takes. */
  readonly mediaTypes: readonly string[];

  /**
   * Starts a recognition. The same token starts nothing anew, and is not paid again.
   *
   * @param token at most 64 letters, digits, hyphens and underscores
   * @returns the id under which the service knows it
   * @throws {RecognitionFailed} where the service does not take the document
   */
  start(document: DocumentReference, token: string): Promise<string>;

  /** Whether it has ended, in whatever way. */
  hasEnded(recognitionId: string): Promise<boolean>;

  /**
   * Brings the text.
   *
   * @throws {RecognitionFailed} where there is none
   * @throws {RecognitionTimeout} where it has not ended: whoever asks has waited long enough
   */
  fetch(recognitionId: string): Promise<RecognizedText>;
}

import type { DocumentText } from '../../document/document-text.ts';
import type { ReadLimits } from '../../document/read-limits.ts';

/** A document whose format is known. */
export interface FormatInput {
  readonly bytes: Uint8Array;
  /** The bytes decoded, line ends `\n`; empty where the format is not text. */
  readonly text: string;
  /** The text as JSON, where it was parsed to tell the format; `undefined` is none. */
  readonly json?: () => unknown;
  readonly password: string | null;
  readonly limits: ReadLimits;
  /**
   * Reads a document inside the document, such as an attachment, with the same readers.
   *
   * @throws {PipelineError} where it cannot be read, or lies too deep
   */
  readonly readInner: (bytes: Uint8Array) => Promise<DocumentText>;
}

/** Text that a format's reader makes; the caller adds which format it was. */
export type ReadText = Omit<DocumentText, 'format' | 'mediaType'> & {
  /** Which of the formats it was, where one reader reads several, for example `deepgram`. */
  readonly format?: string;
};

/** A document without a layer of text: it has to be recognized. */
export interface TextMissing {
  readonly isScan: true;
  readonly pages: number | null;
}

/**
 * What a reader of one format makes of a document.
 *
 * @throws {PipelineError} one of failure/document-errors.ts; anything else is a defect, and becomes
 *   `DOCUMENT_DAMAGED`
 */
export type FormatReader = (
  input: FormatInput,
) => ReadText | TextMissing | Promise<ReadText | TextMissing>;

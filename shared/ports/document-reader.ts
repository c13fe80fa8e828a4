import type { DocumentText } from '../document/document-text.ts';

/** Turns the bytes of a document into text that a model can read and a citation can point into. */
export interface DocumentReader {
  /** @throws {PipelineError} one of failure/document-errors.ts, and nothing else */
  read(bytes: Uint8Array): Promise<DocumentText>;
}

import type { Reading } from '../document/reading.ts';

/** A document as it was stored, and which part of it is meant. */
export interface DocumentSource {
  readonly bytes: Uint8Array;
  /** What opens a protected document; `null` where nobody gave one. */
  readonly password: string | null;
  /** The way to a member, from the outermost archive inwards; empty for the document itself. */
  readonly member: readonly string[];
}

/** Turns the bytes of a document into text that a model can read and a citation can point into. */
export interface DocumentReader {
  /** @throws {PipelineError} one of failure/document-errors.ts, and nothing else */
  read(source: DocumentSource): Promise<Reading>;
}

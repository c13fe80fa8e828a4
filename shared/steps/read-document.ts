import type { Reading } from '../document/reading.ts';
import type { DocumentReader } from '../ports/document-reader.ts';
import type { DocumentStore } from '../ports/document-store.ts';
import type { OwnedJob } from './own-job.ts';

export interface ReadPorts {
  readonly documents: DocumentStore;
  readonly reader: DocumentReader;
}

/**
 * Reads what a job is about.
 *
 * @throws {PipelineError} one of failure/document-errors.ts
 */
export async function readDocument(
  { document }: Pick<OwnedJob, 'document'>,
  { documents, reader }: ReadPorts,
): Promise<Reading> {
  const { bytes, password } = await documents.read(document);
  return reader.read({ bytes, password, member: document.member });
}

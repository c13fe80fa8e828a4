import { isDocumentsManifest, parseManifest } from '../../document/documents-manifest.ts';
import type { Reading } from '../../document/reading.ts';
import type { OwnedJob } from '../running/own-job.ts';
import { readTogether, type TogetherPorts } from './read-together.ts';

export type ReadPorts = TogetherPorts;

/**
 * Reads what a job is about: its document, or the documents that its manifest lists.
 *
 * @throws {PipelineError} one of failure/document-errors.ts or failure/manifest-errors.ts
 */
export async function readDocument(
  { document }: Pick<OwnedJob, 'document'>,
  ports: ReadPorts,
): Promise<Reading> {
  const { bucket, key, member } = document;
  const { bytes, password } = await ports.documents.read(document);
  // What lies in an archive has no bucket to list keys of: there it is JSON like any other.
  if (member.length > 0 || !isDocumentsManifest(key)) {
    return ports.reader.read({ bytes, password, member });
  }
  const members = parseManifest(bytes, ports.maximumMembers);
  return { kind: 'text', text: await readTogether({ bucket, members }, ports) };
}

import type { ReadLimits } from '../../../document/read-limits.ts';
import type { ArchiveListing } from '../../../document/reading.ts';
import { EmptyDocument } from '../../../failure/document-errors.ts';
import { type LeftOut, readZipEntries } from './zip-entries.ts';

/** Why files are left out, as people say it of one and of several. */
const reasons: readonly (readonly [reason: LeftOut, one: string, several: string])[] = [
  ['system', 'an operating system wrote it', 'an operating system wrote them'],
  [
    'unsafe',
    'its path leads out of it or cannot be shown',
    'their path leads out of it or cannot be shown',
  ],
  ['link', 'it is a link', 'they are links'],
  ['duplicate', 'another has the same path', 'others have the same path'],
];

/**
 * Lists the documents of a ZIP archive.
 *
 * @throws {EmptyDocument} where no file is in it
 * @throws {DocumentDamaged | DocumentTooComplex}
 */
export async function listArchive(bytes: Uint8Array, limits: ReadLimits): Promise<ArchiveListing> {
  const { documents, left } = await readZipEntries(bytes, limits);
  const warnings = reasons.flatMap(([reason, one, several]) =>
    warningOf(left[reason], one, several),
  );
  if (documents.size === 0 && warnings.length === 0) throw new EmptyDocument();

  const members = [...documents].map(([path, { uncompressedSize }]) => ({
    path,
    sizeBytes: uncompressedSize,
  }));
  return { format: 'zip', mediaType: 'application/zip', members, warnings };
}

function warningOf(files: number, one: string, several: string): string[] {
  if (files === 0) return [];
  if (files === 1) return [`1 file of the archive is left out: ${one}`];
  return [`${files} files of the archive are left out: ${several}`];
}

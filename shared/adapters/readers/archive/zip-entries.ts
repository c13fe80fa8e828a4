import {
  configure,
  type FileEntry,
  Uint8ArrayReader,
  ZipReader,
} from '@zip.js/zip.js/lib/zip-core-native.js';
import type { ReadLimits } from '../../../document/read-limits.ts';
import { DocumentDamaged, DocumentTooComplex } from '../../../failure/document-errors.ts';
import { memberPath } from './member-path.ts';

// A process of its own is all the isolation that is wanted.
configure({ useWebWorkers: false });

/** The documents of a ZIP archive, and how many files of it are none. */
export interface ZipEntries {
  /** By path; of two files with one path, the first. */
  readonly documents: ReadonlyMap<string, FileEntry>;
  readonly left: Readonly<Record<LeftOut, number>>;
}

/** Why a file of an archive is not a document. */
export type LeftOut = 'system' | 'unsafe' | 'link' | 'duplicate';

/** The bits of a Unix mode that say what kind of file it is, and the kind that is a link. */
const kindOfFile = 0o170_000;
const symbolicLink = 0o120_000;

/**
 * Reads the directory of a ZIP archive; nothing is expanded.
 *
 * @throws {DocumentDamaged | DocumentTooComplex}
 */
export async function readZipEntries(bytes: Uint8Array, limits: ReadLimits): Promise<ZipEntries> {
  const documents = new Map<string, FileEntry>();
  const left = { system: 0, unsafe: 0, link: 0, duplicate: 0 };
  const { maximumMembers, maximumExpandedBytes } = limits;
  let files = 0;
  let expandedBytes = 0;

  for await (const entry of entriesOf(bytes)) {
    files += 1;
    expandedBytes += entry.uncompressedSize;
    if (files > maximumMembers) throw new DocumentTooComplex(`more than ${maximumMembers} files`);
    if (expandedBytes > maximumExpandedBytes) {
      throw new DocumentTooComplex(`more than ${maximumExpandedBytes} bytes when expanded`);
    }

    const member = memberPath(entry.filename);
    if (member.kind !== 'document') left[member.kind] += 1;
    else if (isLink(entry)) left.link += 1;
    else if (documents.has(member.path)) left.duplicate += 1;
    else documents.set(member.path, entry);
  }
  return { documents, left };
}

async function* entriesOf(bytes: Uint8Array): AsyncGenerator<FileEntry> {
  // Names are judged one by one: one that is unsafe does not spoil the archive.
  const reader = new ZipReader(new Uint8ArrayReader(bytes), { filenameValidation: 'tolerant' });
  const entries = reader.getEntriesGenerator();
  for (;;) {
    const { value, done } = await nextOf(entries);
    if (done === true) return;
    if (!value.directory) yield value;
  }
}

async function nextOf<Item>(
  items: AsyncIterator<Item, unknown>,
): Promise<IteratorResult<Item, unknown>> {
  try {
    return await items.next();
  } catch {
    throw new DocumentDamaged('ZIP archive');
  }
}

function isLink({ externalFileAttributes, unixMode }: FileEntry): boolean {
  const mode = unixMode ?? externalFileAttributes >>> 16;
  return (mode & kindOfFile) === symbolicLink;
}

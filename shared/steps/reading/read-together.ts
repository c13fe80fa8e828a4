import type { DocumentText } from '../../document/document-text.ts';
import type { ManifestMember } from '../../document/documents-manifest.ts';
import { joinDocuments, type ReadMember } from '../../document/join-documents.ts';
import {
  DocumentNotFound,
  DocumentReplaced,
  DocumentTooComplex,
  DocumentTooLarge,
} from '../../failure/document-errors.ts';
import {
  ManifestMemberNotFound,
  ManifestMemberUnsupported,
  MemberFailure,
} from '../../failure/manifest-errors.ts';
import { PipelineError } from '../../failure/pipeline-error.ts';
import type { DocumentReader } from '../../ports/document-reader.ts';
import type { CurrentDocument, DocumentStore, StoredDocument } from '../../ports/document-store.ts';
import { inParallel } from '../in-parallel.ts';

export interface TogetherPorts {
  readonly documents: DocumentStore;
  readonly reader: DocumentReader;
  /** Documents that a manifest may list. */
  readonly maximumMembers: number;
  /** Of all members together, as they were uploaded. */
  readonly maximumDocumentBytes: number;
  /** Of all members' texts together, in UTF-16 code units. */
  readonly maximumCharacters: number;
}

/** Requests to the store that are under way at one time. */
const concurrentRequests = 16;

/** What a manifest lists, and the bucket that it lies in itself. */
interface Manifest {
  readonly bucket: string;
  readonly members: readonly ManifestMember[];
}

interface FoundMember extends ManifestMember {
  readonly current: CurrentDocument;
}

interface FetchedMember extends ManifestMember {
  readonly version: string;
  readonly stored: StoredDocument;
}

/**
 * Reads the present versions of several objects as one text. All are found, and their sizes known,
 * before any is fetched; all are fetched before the first is read.
 *
 * @throws {ManifestMemberNotFound | ManifestMemberUnsupported | MemberFailure}
 * @throws {DocumentTooLarge | DocumentTooComplex} where they are too much together
 */
export async function readTogether(
  manifest: Manifest,
  ports: TogetherPorts,
): Promise<DocumentText> {
  const found = await findMembers(manifest, ports);
  const fetched = await inParallel(found, concurrentRequests, (member) =>
    fetchMember(member, ports.documents),
  );
  return joinDocuments(await readEach(fetched, ports));
}

async function findMembers(
  { bucket, members }: Manifest,
  { documents, maximumDocumentBytes }: TogetherPorts,
): Promise<FoundMember[]> {
  const missing = new Set<string>();
  const found = await inParallel(members, concurrentRequests, async (member) => {
    try {
      return [{ ...member, current: await documents.findCurrent(bucket, member.key) }];
    } catch (error) {
      if (!(error instanceof DocumentNotFound)) throw error;
      missing.add(member.key);
      return [];
    }
  });
  if (missing.size > 0) {
    throw new ManifestMemberNotFound(
      members.map(({ key }) => key).filter((key) => missing.has(key)),
    );
  }
  const sizeBytes = found.flat().reduce((sum, { current }) => sum + current.sizeBytes, 0);
  if (sizeBytes > maximumDocumentBytes) {
    throw new DocumentTooLarge(sizeBytes, maximumDocumentBytes, 'the members together have');
  }
  return found.flat();
}

async function fetchMember(
  { current, ...member }: FoundMember,
  documents: DocumentStore,
): Promise<FetchedMember> {
  try {
    return { ...member, ...(await readAsItIs(current, documents)) };
  } catch (error) {
    if (!(error instanceof DocumentNotFound)) throw named(error, member);
    throw new ManifestMemberNotFound([member.key], { cause: error });
  }
}

/** Where no versions are kept, the object may have been overwritten since it was found. */
async function readAsItIs(
  current: CurrentDocument,
  documents: DocumentStore,
): Promise<Pick<FetchedMember, 'version' | 'stored'>> {
  try {
    return { version: current.version, stored: await documents.read(current) };
  } catch (error) {
    if (!(error instanceof DocumentReplaced)) throw error;
    return readAsItIs(await documents.findCurrent(current.bucket, current.key), documents);
  }
}

/** One after the other: the reader reads no faster, and what they come to is seen in time. */
async function readEach(
  members: readonly FetchedMember[],
  { reader, maximumCharacters }: TogetherPorts,
): Promise<ReadMember[]> {
  const read: ReadMember[] = [];
  let characters = 0;
  for (const { stored, ...member } of members) {
    const reading = await reader.read({ ...stored, member: [] }).catch((error: unknown) => {
      throw named(error, member);
    });
    if (reading.kind !== 'text')
      throw new ManifestMemberUnsupported(member.key, kinds[reading.kind]);
    characters += reading.text.text.length;
    if (characters > maximumCharacters) {
      throw new DocumentTooComplex(`the members have more than ${maximumCharacters} characters`);
    }
    read.push({ ...member, text: reading.text });
  }
  return read;
}

const kinds = { archive: 'an archive', scan: 'a scan without a layer of text' } as const;

function named(error: unknown, { key }: ManifestMember): unknown {
  return error instanceof PipelineError ? new MemberFailure(key, error) : error;
}

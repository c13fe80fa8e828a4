import {
  GetObjectCommand,
  HeadObjectCommand,
  type S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import {
  DocumentNotFound,
  DocumentReplaced,
  DocumentTooLarge,
} from '../../failure/document-errors.ts';
import type { DocumentReference } from '../../job/job.ts';
import type { CurrentDocument, DocumentStore, StoredDocument } from '../../ports/document-store.ts';

/** Reads documents from S3 by version id, or by ETag where the bucket keeps no versions. */
export class S3DocumentStore implements DocumentStore {
  readonly #client: S3Client;
  readonly #maximumBytes: number;

  /** @param maximumBytes a larger object is refused before its body is read */
  constructor(client: S3Client, maximumBytes: number) {
    this.#client = client;
    this.#maximumBytes = maximumBytes;
  }

  async read(document: DocumentReference): Promise<StoredDocument> {
    const { bucket, key, version, versionKind } = document;
    const which =
      versionKind === 'versionId' ? { VersionId: version } : { IfMatch: `"${version}"` };
    try {
      const { Body, ContentLength, Metadata } = await this.#client.send(
        new GetObjectCommand({ Bucket: bucket, Key: key, ...which }),
      );
      if (ContentLength !== undefined && ContentLength > this.#maximumBytes) {
        // Left unread, it would hold its connection.
        await Body?.transformToWebStream().cancel();
        throw new DocumentTooLarge(ContentLength, this.#maximumBytes);
      }
      return {
        bytes: (await Body?.transformToByteArray()) ?? new Uint8Array(),
        password: Metadata?.[passwordMetadata] ?? null,
      };
    } catch (error) {
      throw translate(error);
    }
  }

  async findCurrent(bucket: string, key: string): Promise<CurrentDocument> {
    try {
      const { ContentLength, ETag, VersionId } = await this.#client.send(
        new HeadObjectCommand({ Bucket: bucket, Key: key }),
      );
      if (ContentLength === undefined || ETag === undefined) {
        throw new Error('the store names neither size nor ETag of the object');
      }
      const version =
        VersionId === undefined
          ? ({ version: ETag.replaceAll('"', ''), versionKind: 'eTag' } as const)
          : ({ version: VersionId, versionKind: 'versionId' } as const);
      return { bucket, key, ...version, member: [], fanOut: 1, sizeBytes: ContentLength };
    } catch (error) {
      throw translate(error);
    }
  }
}

/** The object's metadata that opens a protected document: `x-amz-meta-password`. */
const passwordMetadata = 'password';

/** 405 is what a version that is a delete marker answers. */
function translate(error: unknown): unknown {
  if (!(error instanceof S3ServiceException)) return error;
  const status = error.$metadata.httpStatusCode;
  if (status === 412) return new DocumentReplaced({ cause: error });
  if (status === 404 || status === 405) return new DocumentNotFound({ cause: error });
  return error;
}

import { GetObjectCommand, type S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import {
  DocumentNotFound,
  DocumentReplaced,
  DocumentTooLarge,
} from '../../failure/document-errors.ts';
import type { DocumentReference } from '../../job/job.ts';
import type { DocumentStore } from '../../ports/document-store.ts';

/** Reads documents from S3 by version id, or by ETag where the bucket keeps no versions. */
export class S3DocumentStore implements DocumentStore {
  readonly #client: S3Client;
  readonly #maximumBytes: number;

  /** @param maximumBytes a larger object is refused before its body is read */
  constructor(client: S3Client, maximumBytes: number) {
    this.#client = client;
    this.#maximumBytes = maximumBytes;
  }

  async read(document: DocumentReference): Promise<Uint8Array> {
    const { bucket, key, version, versionKind } = document;
    const which =
      versionKind === 'versionId' ? { VersionId: version } : { IfMatch: `"${version}"` };
    try {
      const { Body, ContentLength } = await this.#client.send(
        new GetObjectCommand({ Bucket: bucket, Key: key, ...which }),
      );
      if (ContentLength !== undefined && ContentLength > this.#maximumBytes) {
        throw new DocumentTooLarge(ContentLength, this.#maximumBytes);
      }
      return (await Body?.transformToByteArray()) ?? new Uint8Array();
    } catch (error) {
      throw translate(error);
    }
  }
}

/** 405 is what a version that is a delete marker answers. */
function translate(error: unknown): unknown {
  if (!(error instanceof S3ServiceException)) return error;
  const status = error.$metadata.httpStatusCode;
  if (status === 412) return new DocumentReplaced({ cause: error });
  if (status === 404 || status === 405) return new DocumentNotFound({ cause: error });
  return error;
}

import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import type { Deployment } from '../deployment/deployment.ts';
import { mediaTypeHint } from './media-type.ts';

/** A document that was put into the documents bucket. */
export interface UploadedDocument {
  readonly bucket: string;
  readonly key: string;
  /** Version id, or the ETag where the bucket keeps no versions: the document's version. */
  readonly version: string;
  /** Whether the version tells this upload from an earlier one of the same bytes. */
  readonly isVersioned: boolean;
  readonly sizeBytes: number;
  /** When the upload began: a job that is older was another upload's. ISO. */
  readonly startedAt: string;
}

/** S3 takes parts from 5 MiB on; below that, one request is simpler and faster. */
const singleRequestBytes = 5 * 1024 * 1024;

/** Puts one file under a key of the documents bucket. */
export async function uploadFile(
  deployment: Pick<Deployment, 's3' | 'documentsBucket'>,
  file: string,
  key: string,
): Promise<UploadedDocument> {
  const startedAt = new Date().toISOString();
  const { size: sizeBytes } = await stat(file);
  const target = { Bucket: deployment.documentsBucket, Key: key, ContentType: mediaTypeHint(file) };
  const { ETag = '', VersionId } =
    sizeBytes <= singleRequestBytes
      ? await deployment.s3.send(new PutObjectCommand({ ...target, Body: await readFile(file) }))
      : await new Upload({
          client: deployment.s3,
          params: { ...target, Body: createReadStream(file) },
        }).done();
  return {
    bucket: deployment.documentsBucket,
    key,
    version: VersionId ?? ETag.replaceAll('"', ''),
    isVersioned: VersionId !== undefined,
    sizeBytes,
    startedAt,
  };
}

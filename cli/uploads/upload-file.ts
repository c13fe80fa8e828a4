import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { PutObjectCommand, type PutObjectCommandOutput } from '@aws-sdk/client-s3';
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
  const { size: sizeBytes } = await stat(file);
  if (sizeBytes <= singleRequestBytes) return uploadBytes(deployment, await readFile(file), key);

  const startedAt = new Date().toISOString();
  const params = { ...targetOf(deployment, key), Body: createReadStream(file) };
  const stored = await new Upload({ client: deployment.s3, params }).done();
  return { ...uploaded(params, stored), sizeBytes, startedAt };
}

/** Puts a few bytes under a key of the documents bucket. */
export async function uploadBytes(
  deployment: Pick<Deployment, 's3' | 'documentsBucket'>,
  bytes: Uint8Array,
  key: string,
): Promise<UploadedDocument> {
  const startedAt = new Date().toISOString();
  const params = { ...targetOf(deployment, key), Body: bytes };
  const stored = await deployment.s3.send(new PutObjectCommand(params));
  return { ...uploaded(params, stored), sizeBytes: bytes.length, startedAt };
}

interface Target {
  readonly Bucket: string;
  readonly Key: string;
}

function targetOf(
  { documentsBucket }: Pick<Deployment, 'documentsBucket'>,
  key: string,
): Target & { readonly ContentType: string } {
  return { Bucket: documentsBucket, Key: key, ContentType: mediaTypeHint(key) };
}

function uploaded(
  { Bucket, Key }: Target,
  { ETag = '', VersionId }: Pick<PutObjectCommandOutput, 'ETag' | 'VersionId'>,
): Pick<UploadedDocument, 'bucket' | 'key' | 'version' | 'isVersioned'> {
  return {
    bucket: Bucket,
    key: Key,
    version: VersionId ?? ETag.replaceAll('"', ''),
    isVersioned: VersionId !== undefined,
  };
}

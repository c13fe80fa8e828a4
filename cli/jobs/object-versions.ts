import {
  DeleteObjectCommand,
  HeadObjectCommand,
  ListObjectVersionsCommand,
  NotFound,
} from '@aws-sdk/client-s3';
import type { Deployment } from '../deployment/deployment.ts';
import type { ObjectVersion } from './known-job.ts';

type Documents = Pick<Deployment, 's3' | 'documentsBucket' | 'kind'>;

/** Every version of an object, deletions of it included; a local bucket keeps one without an id. */
export async function versionsOfObject(
  deployment: Documents,
  key: string,
): Promise<ObjectVersion[]> {
  const { s3, documentsBucket: bucket, kind } = deployment;
  if (kind !== 'stack') {
    const eTag = await presentETag(deployment, key);
    return eTag === undefined ? [] : [{ bucket, key, version: eTag, versionKind: 'eTag' }];
  }
  const versions: ObjectVersion[] = [];
  let markers: { KeyMarker?: string | undefined; VersionIdMarker?: string | undefined } = {};
  for (;;) {
    const page = await s3.send(
      new ListObjectVersionsCommand({ Bucket: bucket, Prefix: key, ...markers }),
    );
    for (const { Key, VersionId } of [...(page.Versions ?? []), ...(page.DeleteMarkers ?? [])]) {
      if (Key === key && VersionId !== undefined)
        versions.push({ bucket, key, version: VersionId, versionKind: 'versionId' });
    }
    if (page.IsTruncated !== true) return versions;
    markers = { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker };
  }
}

/** Deletes one version for good; without versions the object, if it is still that document. */
export async function deleteVersion(
  deployment: Documents,
  { bucket, key, version, versionKind }: ObjectVersion,
): Promise<void> {
  const isThere = versionKind === 'versionId' || (await presentETag(deployment, key)) === version;
  if (!isThere) return;
  const which = versionKind === 'versionId' ? { VersionId: version } : {};
  await deployment.s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: key, ...which }));
}

async function presentETag(
  { s3, documentsBucket }: Documents,
  key: string,
): Promise<string | undefined> {
  try {
    const { ETag } = await s3.send(new HeadObjectCommand({ Bucket: documentsBucket, Key: key }));
    return ETag?.replaceAll('"', '');
  } catch (error) {
    if (error instanceof NotFound) return undefined;
    throw error;
  }
}

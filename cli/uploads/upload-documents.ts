import { uploadKey } from '../../shared/document/upload-key.ts';
import type { Lane } from '../../shared/job/lane.ts';
import { inParallel } from '../../shared/steps/in-parallel.ts';
import type { Deployment } from '../deployment/deployment.ts';
import { uploadBytes, type UploadedDocument, uploadFile } from './upload-file.ts';
import { manifestOf, materialOf } from './material.ts';
import { uploadPaths } from './upload-paths.ts';

/** Files, and what is asked of them. */
export interface DocumentsToUpload {
  readonly files: readonly string[];
  readonly analysis: string;
  readonly lane: Lane;
  /**
   * What all files are called as one document.
   *
   * @default undefined each file is a document of its own
   */
  readonly together?: string | undefined;
}

type Documents = Pick<Deployment, 's3' | 'documentsBucket'>;

const concurrentUploads = 8;

/**
 * Puts files into the documents bucket, each as a document or all as the members of one.
 *
 * @returns each upload that becomes a job, by what it is called below its analysis's folder
 */
export async function uploadDocuments(
  deployment: Documents,
  { files, together, ...address }: DocumentsToUpload,
): Promise<Map<string, UploadedDocument>> {
  if (together !== undefined) {
    const key = uploadKey({ ...address, path: together });
    return new Map([[together, await uploadTogether(deployment, files, key)]]);
  }
  const fileOfPath = uploadPaths(files).map((path, index) => [path, files[index] ?? path] as const);
  const uploads = await inParallel(
    [...new Map(fileOfPath)],
    concurrentUploads,
    async ([path, file]) =>
      [path, await uploadFile(deployment, file, uploadKey({ ...address, path }))] as const,
  );
  return new Map(uploads);
}

/** The manifest comes last: a job of it finds all of its members. */
async function uploadTogether(
  deployment: Documents,
  files: readonly string[],
  key: string,
): Promise<UploadedDocument> {
  const material = await materialOf(files);
  await inParallel(material, concurrentUploads, async ({ file, key: to }) =>
    uploadFile(deployment, file, to),
  );
  return uploadBytes(deployment, manifestOf(material), key);
}

import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { jobTableIndexes } from '../../shared/job/job-table.ts';
import type { Deployment } from '../deployment/deployment.ts';
import type { UploadedDocument } from '../uploads/upload-file.ts';
import type { JobItem } from './job-item.ts';
import { jobInPlaceOf, queryJobs } from './job-table-reads.ts';

/**
 * The job of an upload, as soon as it can be told.
 *
 * Where the bucket keeps no versions, the same bytes at the same key are the same document: a job
 * that is older than the upload may be this upload's too, or that of an older revision whose
 * successor intake has yet to make. It counts once intake has read every event.
 */
export async function findJobOfUpload(
  deployment: Deployment,
  upload: UploadedDocument,
): Promise<JobItem | undefined> {
  const newest = await newestJobOf(deployment, upload);
  if (newest === undefined) return undefined;
  if (upload.isVersioned || newest.uploadedAt >= upload.startedAt) return newest;
  return (await hasReadEveryUpload(deployment)) ? newestJobOf(deployment, upload) : undefined;
}

/** The job that the same bytes at the same key had before this upload; `undefined` where none had. */
export async function findJobBeforeUpload(
  deployment: Deployment,
  upload: UploadedDocument,
): Promise<JobItem | undefined> {
  if (upload.isVersioned) return undefined;
  const newest = await newestJobOf(deployment, upload);
  return newest !== undefined && newest.uploadedAt < upload.startedAt ? newest : undefined;
}

async function newestJobOf(
  deployment: Deployment,
  { bucket, key, version }: UploadedDocument,
): Promise<JobItem | undefined> {
  const jobs = await queryJobs(deployment, jobTableIndexes.byDocument, `${bucket}/${key}`);
  const newest = jobs.find(({ document }) => document.version === version);
  return newest === undefined ? undefined : jobInPlaceOf(deployment, newest);
}

/** Whether no upload waits for its job. */
export async function hasReadEveryUpload({
  sqs,
  uploadsQueueUrl,
}: Pick<Deployment, 'sqs' | 'uploadsQueueUrl'>): Promise<boolean> {
  const { Attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({
      QueueUrl: uploadsQueueUrl,
      AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
    }),
  );
  return Object.values(Attributes).every((count) => count === '0');
}

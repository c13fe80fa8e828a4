import { dateOf } from '../../document/result-keys.ts';
import { type Job, jobSchema } from '../../job/job.ts';
import { jobTableIndexes } from '../../job/job-table.ts';

const { byStatus, byAnalysis, byBatch, byDocument } = jobTableIndexes;

/** Key of a job's item. */
export function jobKey(jobId: string): { readonly pk: string; readonly sk: string } {
  return { pk: `JOB#${jobId}`, sk: 'JOB' };
}

/** A job as it is stored; what is `null` is left out. */
export function itemOf(job: Job): Record<string, unknown> {
  return { ...jobKey(job.jobId), ...withoutNulls(job), ...indexAttributes(job) };
}

/** Reads an item; attributes that are not a job's are ignored. */
export function jobOf(item: unknown): Job {
  return jobSchema.parse(item);
}

/** The attributes that make a job appear in the indexes it belongs to. */
function indexAttributes(job: Job): Record<string, string | undefined> {
  const shard = job.jobId.slice(0, 1);
  return {
    ...statusAttributes(job.jobId, job.status),
    [byAnalysis.partitionKey]: `${job.analysis}#${dateOf(job.uploadedAt)}#${shard}`,
    [byBatch.partitionKey]: batchShard(job),
    [byDocument.partitionKey]: documentId(job),
  };
}

/** Members of an archive are documents of their own, and not found under the archive's key. */
function documentId({ document: { bucket, key, member } }: Job): string {
  return [`${bucket}/${key}`, ...member].join('!/');
}

/** Jobs that succeeded are most of the table, and nobody asks for them by state. */
export function statusAttributes(
  jobId: string,
  status: Job['status'],
): Record<string, string | undefined> {
  const shown = status === 'SUCCEEDED' ? undefined : `${status}#${jobId.slice(0, 1)}`;
  return { [byStatus.partitionKey]: shown };
}

/** `undefined` for a job that no night has released. */
export function batchShard({ jobId, batchId }: Pick<Job, 'jobId' | 'batchId'>): string | undefined {
  return batchId === null ? undefined : `${batchId}#${jobId.slice(0, 1)}`;
}

function withoutNulls(job: Job): Record<string, unknown> {
  return Object.fromEntries(Object.entries(job).filter(([, value]) => value !== null));
}

import { DeleteObjectCommand } from '@aws-sdk/client-s3';
import { exchangeKey, resultKey, textKey } from '../../shared/document/result-keys.ts';
import { isFinal } from '../../shared/job/job-status.ts';
import type { Job } from '../../shared/job/job.ts';
import { cancelJob } from '../../shared/steps/operating/cancel-job.ts';
import { CommandError } from '../command-error.ts';
import type { Deployment } from '../deployment/deployment.ts';
import { inParallel } from '../../shared/steps/in-parallel.ts';
import { deleteClaim, deleteJobItem } from './delete-items.ts';
import type { DocumentToDelete } from './documents-to-delete.ts';
import { jobPortsOf } from './job-ports.ts';
import type { LedgerSearch } from './ledger-search.ts';
import { deleteVersion } from './object-versions.ts';
import { tracesOfJob } from './traces-of-job.ts';

/** How much of a document there was. */
export interface DeletedDocument extends Pick<DocumentToDelete, 'bucket' | 'key' | 'version'> {
  readonly jobs: number;
  /** Requests whose exchanges and claims are gone. */
  readonly exchanges: number;
}

const concurrentDeletes = 16;

/**
 * Deletes everything that was kept of a document, its jobs' items last: whatever stops it, the same
 * command again finds what is left. Jobs that wait are cancelled before, so that none of them starts.
 *
 * Exchanges are deleted also where another document has the same text and its job used them: that
 * job keeps its result, and pays anew if it is tried again.
 *
 * @throws {CommandError} where a worker is busy with it: nothing is deleted then
 */
export async function deleteDocument(
  deployment: Deployment,
  document: DocumentToDelete,
  ledger: LedgerSearch,
): Promise<DeletedDocument> {
  const jobs = await endJobs(deployment, document);
  await deleteVersion(deployment, document);
  let exchanges = 0;
  for (const job of jobs) exchanges += await deleteJob(deployment, job, ledger);
  const { bucket, key, version } = document;
  return { bucket, key, version, jobs: jobs.length, exchanges };
}

/** @throws {CommandError} where one of them is running */
async function endJobs(
  deployment: Deployment,
  { jobs, key }: DocumentToDelete,
): Promise<readonly Job[]> {
  const ports = jobPortsOf(deployment);
  const stored = await inParallel(jobs, concurrentDeletes, async ({ jobId }) =>
    ports.jobs.get(jobId),
  );
  for (const job of stored) if (job !== undefined) refuseRunning(job, key);
  const ended = await inParallel(stored, concurrentDeletes, async (job) =>
    job === undefined || isFinal(job.status) ? job : cancelJob(job.jobId, ports),
  );
  return ended.flatMap((job) => (job === undefined ? [] : [refuseRunning(job, key)]));
}

function refuseRunning(job: Job, key: string): Job {
  if (isFinal(job.status) || job.status !== 'RUNNING') return job;
  throw new CommandError(
    `job ${job.jobId} of ${key} is running: wait until it has ended, or sluice cancel ${job.jobId}`,
  );
}

/** @returns how many requests there were */
async function deleteJob(deployment: Deployment, job: Job, ledger: LedgerSearch): Promise<number> {
  const { exchanges, recognitions } = await tracesOfJob(deployment, job, ledger);
  const now = new Date();
  await inParallel([...exchanges, ...recognitions], concurrentDeletes, async (hash) =>
    deleteClaim(deployment, hash, now),
  );
  const keys = [...exchanges.map(exchangeKey), ...recognitions.map(textKey), resultKey(job)];
  await inParallel(keys, concurrentDeletes, async (Key) =>
    deployment.s3.send(new DeleteObjectCommand({ Bucket: deployment.resultsBucket, Key })),
  );
  if (!(await deleteJobItem(deployment, job)))
    throw new CommandError(`job ${job.jobId} has moved on meanwhile: run the same command again`);
  return exchanges.length;
}

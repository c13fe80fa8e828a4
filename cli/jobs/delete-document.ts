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
import type { KnownJob } from './known-job.ts';
import type { LedgerSearch } from './ledger-search.ts';
import { deleteVersion } from './object-versions.ts';
import { type TracedJob, tracesOfJob } from './traces-of-job.ts';

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
): Promise<readonly TracedJob[]> {
  const ports = jobPortsOf(deployment);
  const found = await inParallel(jobs, concurrentDeletes, async (known) => ({
    known,
    stored: await ports.jobs.get(known.jobId),
  }));
  for (const { stored } of found) if (stored !== undefined) refuseRunning(stored, key);
  return inParallel(found, concurrentDeletes, async ({ known, stored }) => {
    const isEnded = stored === undefined || isFinal(stored.status);
    const ended = isEnded ? stored : await cancelJob(known.jobId, ports);
    if (ended === undefined) return forgotten(known);
    refuseRunning(ended, key);
    // Its result of the day that it is known by: one that came again has another, of another day.
    return { ...ended, uploadedAt: known.uploadedAt };
  });
}

/** How often fresh answers were asked for only its item knew: each time took an attempt. */
function forgotten(job: KnownJob): TracedJob {
  return { ...job, generation: job.attempt };
}

function refuseRunning(job: Job, key: string): void {
  if (job.status !== 'RUNNING') return;
  throw new CommandError(
    `job ${job.jobId} of ${key} is running: wait until it has ended, or sluice cancel ${job.jobId}`,
  );
}

/** @returns how many requests there were */
async function deleteJob(
  deployment: Deployment,
  job: TracedJob,
  ledger: LedgerSearch,
): Promise<number> {
  const { exchanges, recognitions } = await tracesOfJob(deployment, job, ledger);
  const now = new Date();
  await inParallel([...exchanges, ...recognitions], concurrentDeletes, async (hash) =>
    deleteClaim(deployment, hash, now),
  );
  const keys = [...exchanges.map(exchangeKey), ...recognitions.map(textKey)];
  await inParallel(keys, concurrentDeletes, async (key) => deleteResultsObject(deployment, key));
  // Behind what only it may name.
  await deleteResultsObject(deployment, resultKey(job));
  if (!(await deleteJobItem(deployment, job)))
    throw new CommandError(`job ${job.jobId} has moved on meanwhile: run the same command again`);
  return exchanges.length;
}

async function deleteResultsObject(
  { s3, resultsBucket }: Pick<Deployment, 's3' | 'resultsBucket'>,
  key: string,
): Promise<void> {
  await s3.send(new DeleteObjectCommand({ Bucket: resultsBucket, Key: key }));
}

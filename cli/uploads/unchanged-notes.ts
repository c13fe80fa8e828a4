import { inParallel } from '../../shared/steps/in-parallel.ts';
import type { Deployment } from '../deployment/deployment.ts';
import { findJobBeforeUpload } from '../jobs/find-job-of-upload.ts';
import type { UploadedDocument } from './upload-file.ts';

const concurrentReads = 16;

/**
 * A line for each upload of bytes that had a job under this key before, and one that says when they
 * get another: whoever only uploads does not know which model the pipeline asks.
 */
export async function unchangedNotes(
  deployment: Deployment,
  uploads: Iterable<UploadedDocument>,
): Promise<string[]> {
  const notes = await inParallel([...uploads], concurrentReads, async (upload) => {
    const job = await findJobBeforeUpload(deployment, upload);
    if (job === undefined) return [];
    return [`${upload.key} is unchanged: its job is ${job.jobId}, ${job.status}`];
  });
  const unchanged = notes.flat();
  if (unchanged.length === 0) return [];
  return [...unchanged, 'what is unchanged gets another job only for another analysis or model'];
}

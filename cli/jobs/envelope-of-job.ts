import { isFinal } from '../../shared/job/job-status.ts';
import type { ResultEnvelope } from '../../shared/job/result-envelope.ts';
import type { Deployment } from '../deployment/deployment.ts';
import { envelopeFromJob } from './envelope-from-job.ts';
import type { JobItem } from './job-item.ts';
import { readResult } from './read-result.ts';

/** The stored result of a job that ended, else what its item says: a retried job has an old one. */
export async function envelopeOfJob(
  deployment: Pick<Deployment, 's3' | 'resultsBucket'>,
  job: JobItem,
): Promise<ResultEnvelope> {
  const result = isFinal(job.status) ? await readResult(deployment, job) : undefined;
  return result ?? envelopeFromJob(job);
}

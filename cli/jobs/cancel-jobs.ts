import { cancelJob } from '../../shared/steps/operating/cancel-job.ts';
import type { Deployment } from '../deployment/deployment.ts';
import { inParallel } from '../../shared/steps/in-parallel.ts';
import type { JobItem } from './job-item.ts';
import { jobPortsOf } from './job-ports.ts';

const concurrentWrites = 16;

/** Cancels jobs, and tells what they are then; one that is gone is not among them. */
export async function cancelJobs(
  deployment: Deployment,
  found: readonly JobItem[],
): Promise<JobItem[]> {
  const ports = jobPortsOf(deployment);
  const left = await inParallel(found, concurrentWrites, async ({ jobId }) =>
    cancelJob(jobId, ports),
  );
  return left.filter((job) => job !== undefined);
}

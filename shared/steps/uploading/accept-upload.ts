import { isMaterial } from '../../document/upload-key.ts';
import type { Upload } from '../../document/upload.ts';
import type { Job } from '../../job/job.ts';
import type { Failure } from '../../job/result-envelope.ts';
import { newJob } from '../../job/new-job.ts';
import type { Clock } from '../../ports/clock.ts';
import type { JobQueue } from '../../ports/job-queue.ts';
import type { JobTable } from '../../ports/job-table.ts';
import type { Log } from '../../ports/log.ts';
import type { ResultStore } from '../../ports/result-store.ts';
import { failUpload } from './fail-upload.ts';
import { planJob, type PlanPorts } from './plan-job.ts';
import { sendJob } from '../running/send-job.ts';

export interface AcceptPorts extends PlanPorts {
  readonly jobs: JobTable;
  readonly queue: JobQueue;
  readonly results: ResultStore;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Makes a job of an upload, however often it is announced: queued, waiting for the night, or failed
 * with a name where no job can be made of it. What lies in the folder of members is no job: a
 * manifest that lists it is one.
 *
 * @throws {Error} only where a failure has no name: then the event is to be delivered again
 */
export async function acceptUpload(upload: Upload, ports: AcceptPorts): Promise<void> {
  const { key, version, sizeBytes } = upload.document;
  if (isMaterial(key)) {
    ports.log.info('upload is material for manifests', { version, sizeBytes });
    return;
  }
  const plan = await planJob(upload, ports);
  const asked = newJob({ ...upload, ...plan, now: ports.clock.now() });
  if (plan.status === 'FAILED') await fail(asked, plan.error, ports);
  else await announce(asked, ports);
}

async function announce(asked: Job, { jobs, queue, log }: AcceptPorts): Promise<void> {
  const { job, created } = await jobs.create(asked);
  const { jobId, analysis, attempt, status, error } = job;
  const code = error?.code ?? null;
  log.info(created ? 'job created' : 'upload already known', { jobId, analysis, status, code });
  // An earlier delivery may have died between the item and the message.
  if (status === 'QUEUED' && attempt === 1) await sendJob(job, queue);
}

async function fail(asked: Job, error: Failure, ports: AcceptPorts): Promise<void> {
  const { jobId, analysis, status } = asked;
  if ((await ports.jobs.get(jobId)) !== undefined) return;

  await failUpload(asked, error, ports);
  ports.log.info('job created', { jobId, analysis, status, code: error.code });
}

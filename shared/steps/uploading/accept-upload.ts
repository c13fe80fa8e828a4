import { isMaterial, parseUploadKey } from '../../document/upload-key.ts';
import type { Upload } from '../../document/upload.ts';
import type { FindQuestion } from '../../extraction/question.ts';
import { describeFailure } from '../../failure/describe-failure.ts';
import { DocumentTooLarge } from '../../failure/document-errors.ts';
import { PipelineError } from '../../failure/pipeline-error.ts';
import { UnknownAnalysis } from '../../failure/upload-errors.ts';
import { noAnalysis } from '../../job/job-id.ts';
import type { Job } from '../../job/job.ts';
import type { Lane } from '../../job/lane.ts';
import type { Failure } from '../../job/result-envelope.ts';
import { newJob } from '../../job/new-job.ts';
import type { Clock } from '../../ports/clock.ts';
import type { JobQueue } from '../../ports/job-queue.ts';
import type { JobTable } from '../../ports/job-table.ts';
import type { Log } from '../../ports/log.ts';
import type { ResultStore } from '../../ports/result-store.ts';
import { failUpload } from './fail-upload.ts';
import { sendJob } from '../running/send-job.ts';

export interface AcceptPorts {
  readonly jobs: JobTable;
  readonly queue: JobQueue;
  readonly results: ResultStore;
  readonly clock: Clock;
  readonly log: Log;
  readonly findQuestion: FindQuestion;
  /** Names of all analyses of this deployment. */
  readonly analyses: readonly string[];
  readonly maximumBytes: number;
}

/**
 * Makes a job of an upload, however often it is announced: queued, waiting for the night, or failed
 * with a name where no job can be made of it. What lies in the folder of members is no job: a
 * manifest that lists it is one.
 *
 * @throws {Error} where trying again may help: then the event is to be delivered again
 */
export async function acceptUpload(upload: Upload, ports: AcceptPorts): Promise<void> {
  const { key, version, sizeBytes } = upload.document;
  if (isMaterial(key)) {
    ports.log.info('upload is material for manifests', { version, sizeBytes });
    return;
  }
  const plan = await planJob(upload, ports);
  const status = plan.error === null ? statusIn[plan.lane] : 'FAILED';
  const asked = newJob({ ...upload, ...plan, status, now: ports.clock.now() });
  if (asked.error !== null) await fail({ ...asked, error: asked.error }, ports);
  else await announce(asked, ports);
}

async function announce(asked: Job, { jobs, queue, log }: AcceptPorts): Promise<void> {
  const { job, created } = await jobs.create(asked);
  const { jobId, analysis, attempt, status } = job;
  log.info(created ? 'job created' : 'upload already known', { jobId, analysis, status });
  // An earlier delivery may have died between the item and the message.
  if (status === 'QUEUED' && attempt === 1) await sendJob(job, queue);
}

async function fail(asked: Job & { readonly error: Failure }, ports: AcceptPorts): Promise<void> {
  const { jobId, analysis, error, status } = asked;
  if ((await ports.jobs.get(jobId)) !== undefined) return;

  await failUpload(asked, error, ports);
  ports.log.info('job created', { jobId, analysis, status, code: error.code });
}

const statusIn = { now: 'QUEUED', nightly: 'WAITING' } as const;

interface Plan {
  readonly lane: Lane;
  readonly analysis: string;
  readonly revision: string;
  readonly error: Job['error'];
}

async function planJob({ document }: Upload, ports: AcceptPorts): Promise<Plan> {
  let plan: Plan = { lane: 'now', ...noAnalysis, error: null };
  try {
    const { lane, analysis } = parseUploadKey(document.key, ports.analyses);
    plan = { ...plan, lane };
    const question = await ports.findQuestion(analysis);
    if (question === undefined) throw new UnknownAnalysis(analysis, ports.analyses);
    plan = { ...plan, analysis, revision: question.revision };
    if (document.sizeBytes !== null && document.sizeBytes > ports.maximumBytes) {
      throw new DocumentTooLarge(document.sizeBytes, ports.maximumBytes);
    }
    return plan;
  } catch (error) {
    // What passes by itself must not become a final state: the event is delivered again.
    if (!(error instanceof PipelineError) || error.retryable) throw error;
    return { ...plan, error: describeFailure(error) };
  }
}

import type { Question } from '../../extraction/question.ts';
import { describeFailure } from '../../failure/describe-failure.ts';
import { RevisionReplaced } from '../../failure/job-errors.ts';
import { isReplaced } from '../../job/is-replaced.ts';
import { unresolvedRevision } from '../../job/job-id.ts';
import type { Job } from '../../job/job.ts';
import { replace, revive } from '../../job/moves.ts';
import { newJob } from '../../job/new-job.ts';
import type { Clock } from '../../ports/clock.ts';
import type { JobQueue } from '../../ports/job-queue.ts';
import type { JobTable } from '../../ports/job-table.ts';
import type { Log } from '../../ports/log.ts';
import { sendJob } from './send-job.ts';

export interface ReplacePorts {
  readonly jobs: JobTable;
  readonly queue: JobQueue;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Puts a job of the deployed revision in the place of one that waited through a deployment, or until
 * a server said which model it has, in the same lane and batch and with the same upload time. The new one exists and is announced before the
 * old one is cancelled, so that a crash in between loses no document. After a rollback the new one
 * may be there already, cancelled by an earlier deployment: then it is revived. One that an operator
 * cancelled stays so.
 */
export async function replaceJob(old: Job, question: Question, ports: ReplacePorts): Promise<void> {
  const now = ports.clock.now();
  const { job } = await ports.jobs.create(
    newJob({
      document: old.document,
      analysis: old.analysis,
      revision: question.revision,
      lane: old.lane,
      uploadedAt: old.uploadedAt,
      status: 'QUEUED',
      batchId: old.batchId,
      now,
    }),
  );
  const next = isReplaced(job) ? await ports.jobs.move(job.jobId, revive(job, now)) : job;
  if (next?.status === 'QUEUED') await sendJob(next, ports.queue);

  const wasUnresolved = old.revision === unresolvedRevision;
  const error = describeFailure(new RevisionReplaced(job.jobId, { wasUnresolved }));
  await ports.jobs.move(old.jobId, replace(old, { replacedBy: job.jobId, error }, now));
  ports.log.info('job replaced', { jobId: old.jobId, replacement: job.jobId });
}

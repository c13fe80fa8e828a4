import type { Job } from '../../shared/job/job.ts';
import { newJob } from '../../shared/job/new-job.ts';
import { titleQuestion } from './analysis.ts';

/** A job as intake creates it; `parts` says otherwise. */
export function queuedJob(parts: Partial<Job> = {}): Job {
  const job = newJob({
    document: {
      bucket: 'documents',
      key: 'inbox/title-only/board.txt',
      version: 'v1',
      versionKind: 'versionId',
      member: [],
      fanOut: 1,
      sizeBytes: 20,
    },
    analysis: titleQuestion.analysis.name,
    revision: titleQuestion.revision,
    lane: 'now',
    uploadedAt: '2026-05-04T07:59:00.000Z',
    status: 'QUEUED',
    now: new Date('2026-05-04T07:59:30.000Z'),
  });
  return { ...job, ...parts };
}

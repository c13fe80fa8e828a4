import type { Job } from '../../../../shared/job/job.ts';
import { releaseNight } from '../../../../shared/steps/keeping/release-night.ts';
import { queuedJob } from '../../../builders/job.ts';
import { waitingJobs } from '../../../builders/night.ts';
import type { Setting } from '../setting.ts';
import { shortDocument } from './answers.ts';

const batchId = 'night-2026-05-04';

/** Jobs of documents that are all different. */
function withDocuments(jobs: readonly Job[]): Pick<Setting, 'jobs' | 'documents'> {
  const own = jobs.map((job) => ({
    ...job,
    document: { ...job.document, key: `inbox/title-only/${job.jobId}.txt` },
  }));
  return {
    jobs: own,
    documents: Object.fromEntries(own.map(({ jobId, document }) => [document.key, jobId])),
  };
}

const dead = {
  status: 'RUNNING',
  owner: 'dead',
  leaseUntil: '2026-05-04T07:59:50.000Z',
  startedAt: '2026-05-04T07:58:50.000Z',
  unsettledSince: '2026-05-04T07:58:50.000Z',
} as const;

/** Jobs that no message moves, each for another reason, and a night that was begun and left. */
export function keptJobs(): Setting {
  const changedAt = '2026-05-04T07:50:00.000Z';
  const [left] = waitingJobs(1);
  const jobs = [
    queuedJob({ jobId: 'dead', ...dead }),
    queuedJob({ jobId: 'dead-often', ...dead, crashes: 3 }),
    queuedJob({
      jobId: 'held',
      status: 'HELD',
      heldAt: changedAt,
      heldUntil: changedAt,
      heldReason: 'budget all 2026-05-03',
    }),
    queuedJob({ jobId: 'stranded', changedAt }),
    ...(left === undefined ? [] : [left]),
  ];
  return {
    ...shortDocument(),
    ...withDocuments(jobs),
    stranded: ['stranded'],
    unfinishedNight: batchId,
  };
}

/** A night of more jobs than one step releases. */
export function night(): Setting {
  return {
    ...shortDocument(),
    ...withDocuments(waitingJobs(4)),
    acts: [
      {
        name: 'nightly',
        notBefore: 0,
        isWanted: () => true,
        act: (ports) =>
          releaseNight(batchId, new Date(ports.clock.now().getTime() + 900_000), ports),
      },
    ],
  };
}

/** Letters about a job whose messages failed, and about an upload whose events did. */
export function deadLetters(): Setting {
  const job = queuedJob();
  return {
    ...shortDocument(),
    jobs: [job],
    stranded: [job.jobId],
    deadJobs: [job],
    deadUploads: ['inbox/title-only/unseen.txt'],
    // Once the keeper sends another message the letter is of an attempt before.
    mayEndAs: ['SUCCEEDED'],
    mayAskOtherwise: true,
  };
}

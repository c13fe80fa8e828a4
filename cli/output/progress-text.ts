import { memberName } from '../../shared/job/job-id.ts';
import type { JobItem } from '../jobs/job-item.ts';
import type { WatchedUpload } from '../jobs/watch-jobs.ts';
import type { UploadedDocument } from '../uploads/upload-file.ts';
import { analysisInKey, documentName } from './result-table.ts';

/**
 * One line that says where a document is: `board.vtt: SUCCEEDED after 1.2 s`.
 *
 * @param namesAnalysis whether the line says which analysis it is about, where several run
 */
export function progressText({ upload, job }: WatchedUpload, namesAnalysis = false): string {
  const analysis = job?.analysis ?? analysisInKey(upload.key);
  const prefix = namesAnalysis && analysis !== undefined ? `${analysis}/` : '';
  const name = prefix + documentName(upload.key, memberName(job?.document.member ?? []));
  if (job === undefined) return `${name}: uploaded`;
  const reason = job.error?.code ?? job.heldReason;
  const state = `${job.status}${reason === null ? '' : ` (${before(job)}${reason})`}`;
  return wasDoneBefore(job, upload)
    ? `${name}: already done, ${state}`
    : `${name}: ${state}${howFar(job)}${duration(job)}`;
}

/** What a job failed with that is tried again is not what became of it. */
function before(job: JobItem): string {
  return isTriedAgain(job) ? 'again after ' : '';
}

/** Whether a failure of this job is one of an earlier try. */
export function isTriedAgain({ status }: Pick<JobItem, 'status'>): boolean {
  return status === 'QUEUED' || status === 'RUNNING';
}

/** `, 2 of 5 parts, about 1200 tokens answered`: of a job that is running, as far as is known. */
function howFar({ status, progress }: JobItem): string {
  if (status !== 'RUNNING' || progress === null) return '';
  const { answeredParts, plannedParts, answerTokens } = progress;
  const parts =
    plannedParts === null || plannedParts < 2 ? '' : `, ${answeredParts} of ${plannedParts} parts`;
  return `${parts}${answerTokens === 0 ? '' : `, about ${answerTokens} tokens answered`}`;
}

/** What a line of its own is worth: tokens that come in are none. */
export function milestoneOf({ job }: WatchedUpload): string {
  return `${job?.status} ${job?.error?.code ?? ''} ${job?.progress?.answeredParts ?? 0}`;
}

/** The same bytes at the same key were analysed before: nothing was asked of a model this time. */
function wasDoneBefore({ completedAt }: JobItem, { startedAt, isVersioned }: UploadedDocument) {
  return !isVersioned && completedAt !== null && completedAt < startedAt;
}

function duration(job: JobItem): string {
  if (job.completedAt === null) return '';
  const ms = Math.max(0, Date.parse(job.completedAt) - Date.parse(job.uploadedAt));
  return ` after ${(ms / 1000).toFixed(1)} s`;
}

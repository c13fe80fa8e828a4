import type { WatchedUpload } from '../jobs/watch-jobs.ts';
import { documentName } from './result-table.ts';

/** One line that says where a document is: `board.vtt: SUCCEEDED after 1.2 s`. */
export function progressText({ upload, job }: WatchedUpload): string {
  const name = documentName(upload.key);
  if (job === undefined) return `${name}: uploaded`;
  const reason = job.error?.code ?? job.heldReason;
  return `${name}: ${job.status}${reason === null ? '' : ` (${reason})`}${duration(job)}`;
}

function duration(job: { uploadedAt: string; completedAt: string | null }): string {
  if (job.completedAt === null) return '';
  const ms = Math.max(0, Date.parse(job.completedAt) - Date.parse(job.uploadedAt));
  return ` after ${(ms / 1000).toFixed(1)} s`;
}

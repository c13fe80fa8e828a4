import { memberName } from '../../shared/job/job-id.ts';
import type { JobItem } from '../jobs/job-item.ts';
import { putOffUntil } from '../jobs/put-off-until.ts';
import { renderTable } from './render-table.ts';
import { documentName } from './result-table.ts';

const head = ['job', 'uploaded', 'analysis', 'status', 'document', 'cost', 'reason'];

/** A table of jobs as lists show them: why, since and until when they are held, or the code of their failure and until when they wait. */
export function renderJobs(jobs: readonly JobItem[]): string {
  return renderTable(head, jobs.map(rowOf), { leftAligned: head.length });
}

function rowOf(job: JobItem): string[] {
  const { jobId, uploadedAt, analysis, status, document, cost } = job;
  return [
    jobId,
    `${uploadedAt.slice(0, 19)}Z`,
    analysis,
    status,
    documentName(document.key, memberName(document.member)),
    cost === null ? '?' : `${cost.amount} ${cost.currency}`,
    reasonOf(job),
  ];
}

function reasonOf(job: JobItem): string {
  const { heldReason, heldAt, heldUntil, error } = job;
  if (heldReason === null) {
    const until = putOffUntil(job);
    const waits = until === null ? [] : [`waits until ${until.slice(0, 19)}Z`];
    return [...(error === null ? [] : [error.code]), ...waits].join(', ');
  }
  // A reason that is a budget does not say what the budget lacks.
  const code = error === null || heldReason.includes(error.code) ? [] : [error.code];
  return [
    ...code,
    heldReason,
    ...(heldAt === null ? [] : [`held since ${heldAt.slice(0, 19)}Z`]),
    ...(heldUntil === null ? [] : [`until ${heldUntil.slice(0, 19)}Z`]),
  ].join(', ');
}

import { memberName } from '../../shared/job/job-id.ts';
import type { JobItem } from '../jobs/job-item.ts';
import { renderTable } from './render-table.ts';
import { documentName } from './result-table.ts';

const head = ['job', 'uploaded', 'analysis', 'status', 'document', 'cost', 'reason'];

/** A table of jobs as lists show them: why and since when they are held, or the code of their failure. */
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

function reasonOf({ heldReason, heldAt, error }: JobItem): string {
  if (heldReason === null) return error?.code ?? '';
  return heldAt === null ? heldReason : `${heldReason}, held since ${heldAt.slice(0, 19)}Z`;
}

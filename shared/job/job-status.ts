/** See docs/architecture.md for what is true in each state and what moves a job on. */
export const jobStatuses = [
  'WAITING',
  'QUEUED',
  'RUNNING',
  'RECOGNIZING',
  'HELD',
  'SUCCEEDED',
  'INCOMPLETE',
  'FAILED',
  'CANCELLED',
] as const;

export type JobStatus = (typeof jobStatuses)[number];

/** States that nothing but an operator's retry leaves. */
const finalStatuses = ['SUCCEEDED', 'INCOMPLETE', 'FAILED', 'CANCELLED'] as const;

export function isFinal(status: JobStatus): boolean {
  return finalStatuses.some((final) => final === status);
}

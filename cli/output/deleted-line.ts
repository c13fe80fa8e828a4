import { numberOfJobs } from './number-of-jobs.ts';

/** One line about a document that is deleted, or would be. */
export function deletedLine(deleted: {
  readonly key: string;
  readonly version: string;
  readonly jobs: number;
  /** `null` where nobody has looked. */
  readonly exchanges: number | null;
}): string {
  const { key, version, exchanges } = deleted;
  const requests = exchanges === 1 ? 'request' : 'requests';
  const answers = exchanges === null ? '' : `, ${exchanges} stored ${requests}`;
  return `${key} (${version}): ${numberOfJobs(deleted.jobs)}${answers}`;
}

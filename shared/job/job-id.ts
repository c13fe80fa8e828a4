import { createHash } from 'node:crypto';
import type { DocumentReference } from './job.ts';

/** Under which name a failed upload is filed whose analysis is not known. */
export const noAnalysis = { analysis: '_none', revision: 'none' } as const;

/**
 * The id of a job: 32 hex digits, the same for the same version of the same object and the same
 * analysis revision, however often the upload is announced.
 */
export function jobIdOf(job: {
  readonly document: Pick<DocumentReference, 'bucket' | 'key' | 'version'>;
  readonly analysis: string;
  readonly revision: string;
}): string {
  const { bucket, key, version } = job.document;
  return createHash('sha256')
    .update(JSON.stringify([bucket, key, version, job.analysis, job.revision]))
    .digest('hex')
    .slice(0, 32);
}

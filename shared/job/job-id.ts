import { createHash } from 'node:crypto';
import type { DocumentReference } from './job.ts';

/** The way to a member of an archive as people read it: `inner.zip!/notes.txt`. */
export function memberName(member: readonly string[]): string | null {
  return member.length === 0 ? null : member.join('!/');
}

/** The way that {@link memberName} tells; where a name has the separator in it, a longer one. */
export function memberPath(name: string | null): string[] {
  return name === null ? [] : name.split('!/');
}

/** Under which name a failed upload is filed whose analysis is not known. */
export const noAnalysis = { analysis: '_none', revision: 'none' } as const;

/**
 * The revision of a job for which no server said yet which model it has. The worker asks again, and
 * gives its place to a job of the revision that it finds.
 */
export const unresolvedRevision = 'unresolved';

/**
 * The id of a job: 32 hex digits, the same for the same version of the same object and the same
 * analysis revision, however often the upload is announced.
 */
export function jobIdOf(job: {
  readonly document: Pick<DocumentReference, 'bucket' | 'key' | 'version' | 'member'>;
  readonly analysis: string;
  readonly revision: string;
}): string {
  const { bucket, key, version, member } = job.document;
  const inArchive = member.length === 0 ? [] : [member];
  return createHash('sha256')
    .update(JSON.stringify([bucket, key, version, job.analysis, job.revision, ...inArchive]))
    .digest('hex')
    .slice(0, 32);
}

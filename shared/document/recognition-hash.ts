import { createHash } from 'node:crypto';
import type { DocumentReference } from '../job/job.ts';

/**
 * Raised by hand when the same service is asked in another way, so that scans are recognized anew.
 */
const recognitionVersion = 1;

/**
 * Identity of a recognition, 64 hex digits: the same for every analysis of the same version of a
 * document by the same service, unless an operator asks for fresh answers.
 */
export function recognitionHash(recognition: {
  readonly document: Pick<DocumentReference, 'bucket' | 'key' | 'version'>;
  readonly provider: string;
  readonly generation: number;
}): string {
  const { document, provider, generation } = recognition;
  const { bucket, key, version } = document;
  return createHash('sha256')
    .update(JSON.stringify([recognitionVersion, provider, bucket, key, version, generation]))
    .digest('hex');
}

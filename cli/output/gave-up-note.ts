import type { Deployment } from '../deployment/deployment.ts';
import { outlook } from './outlook.ts';

/** What was waited for in vain. */
export interface GivenUp {
  /** Documents whose jobs have not ended. */
  readonly open: number;
  readonly timeoutSeconds: number;
}

/** That nobody waits any more, and what becomes of the jobs. */
export function gaveUpNote(
  deployment: Pick<Deployment, 'kind' | 'dataDirectory' | 'stackName'>,
  { open, timeoutSeconds }: GivenUp,
): string {
  const documents = open === 1 ? '1 document' : `${open} documents`;
  return `gave up waiting for ${documents} after ${timeoutSeconds} s; ${outlook(deployment)}`;
}

import type { Deployment } from '../deployment/deployment.ts';
import { outlook } from './outlook.ts';

/** That Ctrl-C was heard, and how the work goes on; a deployment that is not open yet has none. */
export function interruptedNote(
  deployment: Pick<Deployment, 'kind' | 'dataDirectory' | 'stackName'> | undefined,
): string {
  return deployment === undefined
    ? 'interrupted before anything was uploaded'
    : `interrupted, stopping (Ctrl-C again does not wait); ${outlook(deployment)}`;
}

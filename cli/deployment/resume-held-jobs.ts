import { DynamoJobTable } from '../../shared/adapters/aws/dynamo-job-table.ts';
import { closeBreakers } from '../jobs/close-breakers.ts';
import type { Deployment } from './deployment.ts';

/**
 * Lets the held jobs of a pipeline go on that this process has just started: whoever starts it may
 * have repaired the settings that a provider refused.
 *
 * @param keep runs the keeper once
 */
export async function resumeHeldJobs(
  resources: Pick<Deployment, 'dynamodb' | 'jobTable'>,
  keep: () => Promise<unknown>,
): Promise<void> {
  await closeBreakers(resources, { now: new Date() });
  const jobs = new DynamoJobTable({ client: resources.dynamodb, name: resources.jobTable });
  const held = await jobs.listByStatus('HELD', 1);
  if (held.length > 0) await keep();
}

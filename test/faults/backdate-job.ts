import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { ifConditionHolds } from '../../shared/adapters/aws/table.ts';
import type { PipelineClients } from './pipeline-clients.ts';
import { readJobs } from './read-records.ts';

/**
 * Lets a time in the job of a document lie in the past: so the lease of somebody who died with it ends now,
 * or the job has been as it is for long.
 */
export async function backdateJob(
  key: string,
  time: 'leaseUntil' | 'changedAt',
  clients: PipelineClients,
): Promise<void> {
  const jobs = await readJobs(clients);
  const job = jobs.find(({ document }) => document.key === key);
  const update = new UpdateCommand({
    TableName: clients.output('JobTableName'),
    Key: { pk: `JOB#${job?.jobId}`, sk: 'JOB' },
    UpdateExpression: 'SET #time = :past',
    ConditionExpression: 'attribute_exists(#time)',
    ExpressionAttributeNames: { '#time': time },
    ExpressionAttributeValues: { ':past': new Date(0).toISOString() },
  });
  // On a busy machine a lease may have ended by itself, and the keeper been there.
  await ifConditionHolds(clients.dynamodb.send(update));
}

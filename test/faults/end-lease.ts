import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { ifConditionHolds } from '../../shared/adapters/aws/table.ts';
import type { PipelineClients } from './pipeline-clients.ts';
import { readJobs } from './read-records.ts';

/** Lets the lease of somebody who died with a document's job end now: this job is to be brought back next. */
export async function endLease(key: string, clients: PipelineClients): Promise<void> {
  const jobs = await readJobs(clients);
  const job = jobs.find(({ document }) => document.key === key);
  const update = new UpdateCommand({
    TableName: clients.output('JobTableName'),
    Key: { pk: `JOB#${job?.jobId}`, sk: 'JOB' },
    UpdateExpression: 'SET leaseUntil = :past',
    ConditionExpression: 'attribute_exists(leaseUntil)',
    ExpressionAttributeValues: { ':past': new Date(0).toISOString() },
  });
  // On a busy machine it may have ended by itself, and the keeper been there.
  await ifConditionHolds(clients.dynamodb.send(update));
}

import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import { claimKey } from '../../shared/adapters/aws/claim-key.ts';
import { jobKey } from '../../shared/adapters/aws/job-item.ts';
import { ifConditionHolds } from '../../shared/adapters/aws/table.ts';
import type { JobTable } from './job-table-reads.ts';

/**
 * Deletes the claim on a request, unless somebody is asking just now: a job of another document
 * with the same text, which would then be paid for twice.
 */
export async function deleteClaim(
  { dynamodb, jobTable }: JobTable,
  requestHash: string,
  now: Date,
): Promise<void> {
  await ifConditionHolds(
    dynamodb.send(
      new DeleteCommand({
        TableName: jobTable,
        Key: claimKey(requestHash),
        ConditionExpression: 'attribute_not_exists(#open) OR #open = :no OR #until < :now',
        ExpressionAttributeNames: { '#open': 'open', '#until': 'until' },
        ExpressionAttributeValues: { ':no': false, ':now': now.toISOString() },
      }),
    ),
  );
}

/** Deletes a job's item, unless somebody tries it again just now. @returns whether it is gone */
export async function deleteJobItem(
  { dynamodb, jobTable }: JobTable,
  { jobId, attempt }: { readonly jobId: string; readonly attempt: number },
): Promise<boolean> {
  const deleted = await ifConditionHolds(
    dynamodb.send(
      new DeleteCommand({
        TableName: jobTable,
        Key: jobKey(jobId),
        ConditionExpression: 'attribute_not_exists(#attempt) OR #attempt = :attempt',
        ExpressionAttributeNames: { '#attempt': 'attempt' },
        ExpressionAttributeValues: { ':attempt': attempt },
      }),
    ),
  );
  return deleted !== undefined;
}

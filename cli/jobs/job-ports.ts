import { DynamoJobTable } from '../../shared/adapters/aws/dynamo-job-table.ts';
import { S3ResultStore } from '../../shared/adapters/aws/s3-result-store.ts';
import { SqsJobQueue } from '../../shared/adapters/aws/sqs-job-queue.ts';
import { systemClock } from '../../shared/adapters/system/system-clock.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import type { JobQueue } from '../../shared/ports/job-queue.ts';
import type { JobTable } from '../../shared/ports/job-table.ts';
import type { ResultStore } from '../../shared/ports/result-store.ts';
import type { Deployment } from '../deployment/deployment.ts';

/** What an operator's deeds need of a deployment. */
export interface JobPorts {
  readonly jobs: JobTable;
  readonly queue: JobQueue;
  readonly results: ResultStore;
  readonly clock: Clock;
}

/** The jobs of a deployment, as its functions see them. */
export function jobPortsOf(deployment: Deployment): JobPorts {
  const { dynamodb, jobTable, jobRetentionDays, sqs, s3, resultsBucket } = deployment;
  return {
    jobs: new DynamoJobTable({ client: dynamodb, name: jobTable }, jobRetentionDays),
    queue: new SqsJobQueue(sqs, {
      now: deployment.nowQueueUrl,
      nightly: deployment.nightlyQueueUrl,
    }),
    results: new S3ResultStore({ client: s3, name: resultsBucket }),
    clock: systemClock,
  };
}

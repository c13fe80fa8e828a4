import { randomUUID } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { Handler } from 'aws-lambda';
import { objectClient, usualClient } from '../../shared/adapters/aws/client-options.ts';
import { DynamoBatchTable } from '../../shared/adapters/aws/dynamo-batch-table.ts';
import { DynamoBudgets } from '../../shared/adapters/aws/dynamo-budgets.ts';
import { DynamoBreakers } from '../../shared/adapters/aws/dynamo-breakers.ts';
import { DynamoJobTable } from '../../shared/adapters/aws/dynamo-job-table.ts';
import { S3ResultStore } from '../../shared/adapters/aws/s3-result-store.ts';
import { SqsJobQueue } from '../../shared/adapters/aws/sqs-job-queue.ts';
import { tableOf } from '../../shared/adapters/aws/table.ts';
import { textRecognitionOf } from '../../shared/adapters/aws/text-recognition-of.ts';
import { jsonLog } from '../../shared/adapters/console/json-log.ts';
import { systemClock } from '../../shared/adapters/system/system-clock.ts';
import { readKeeperSettings } from '../../shared/settings/keeper-settings.ts';
import { keepJobs, type KeepPorts } from '../../shared/steps/keeping/keep-jobs.ts';

const settings = readKeeperSettings();
const table = tableOf(new DynamoDBClient(usualClient), settings.JOB_TABLE);
const ports: KeepPorts = {
  jobs: new DynamoJobTable(table, settings.JOB_RETENTION_DAYS),
  batches: new DynamoBatchTable(table),
  budgets: new DynamoBudgets(table, systemClock),
  breakers: new DynamoBreakers(table),
  queue: new SqsJobQueue(new SQSClient(usualClient), {
    now: settings.NOW_QUEUE_URL,
    nightly: settings.NIGHTLY_QUEUE_URL,
  }),
  results: new S3ResultStore({ client: new S3Client(objectClient), name: settings.RESULTS_BUCKET }),
  newOwner: randomUUID,
  recognition: textRecognitionOf(settings),
  stepJobs: settings.KEEPER_STEP_JOBS,
  clock: systemClock,
  log: jsonLog,
};

/** Moves the jobs that no message moves. */
export const handler: Handler<unknown, { queued: number }> = async () => ({
  queued: await keepJobs(ports),
});

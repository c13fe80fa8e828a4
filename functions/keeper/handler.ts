import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { Handler } from 'aws-lambda';
import { DynamoJobTable } from '../../shared/adapters/aws/dynamo-job-table.ts';
import { SqsJobQueue } from '../../shared/adapters/aws/sqs-job-queue.ts';
import { tableOf } from '../../shared/adapters/aws/table.ts';
import { jsonLog } from '../../shared/adapters/console/json-log.ts';
import { systemClock } from '../../shared/adapters/system/system-clock.ts';
import { readKeeperSettings } from '../../shared/settings/keeper-settings.ts';
import { keepJobs, type KeepPorts } from '../../shared/steps/keep-jobs.ts';

const settings = readKeeperSettings();
const ports: KeepPorts = {
  jobs: new DynamoJobTable(tableOf(new DynamoDBClient(), settings.JOB_TABLE)),
  queue: new SqsJobQueue(new SQSClient(), {
    now: settings.NOW_QUEUE_URL,
    nightly: settings.NIGHTLY_QUEUE_URL,
  }),
  stepJobs: settings.KEEPER_STEP_JOBS,
  clock: systemClock,
  log: jsonLog,
};

/** Moves the jobs that no message moves. */
export const handler: Handler<unknown, { queued: number }> = async () => ({
  queued: await keepJobs(ports),
});

import { randomUUID } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { Handler } from 'aws-lambda';
import { usualClient } from '../../shared/adapters/aws/client-options.ts';
import { DynamoBatchTable } from '../../shared/adapters/aws/dynamo-batch-table.ts';
import { DynamoJobTable } from '../../shared/adapters/aws/dynamo-job-table.ts';
import { SqsJobQueue } from '../../shared/adapters/aws/sqs-job-queue.ts';
import { tableOf } from '../../shared/adapters/aws/table.ts';
import { jsonLog } from '../../shared/adapters/console/json-log.ts';
import { deadlineOf } from '../../shared/adapters/lambda/deadline-of.ts';
import { systemClock } from '../../shared/adapters/system/system-clock.ts';
import { batchIdOf } from '../../shared/job/batch.ts';
import { readNightlySettings } from '../../shared/settings/nightly-settings.ts';
import { releaseNight, type ReleasePorts } from '../../shared/steps/keeping/release-night.ts';
import { readScheduledTime } from './scheduled-time.ts';

const settings = readNightlySettings();
const table = tableOf(new DynamoDBClient(usualClient), settings.JOB_TABLE);
const ports: ReleasePorts = {
  jobs: new DynamoJobTable(table),
  batches: new DynamoBatchTable(table),
  queue: new SqsJobQueue(new SQSClient(usualClient), { nightly: settings.NIGHTLY_QUEUE_URL }),
  stepJobs: settings.RELEASE_STEP_JOBS,
  newOwner: randomUUID,
  clock: systemClock,
  log: jsonLog,
};

/** Releases every job that waits for the night. */
export const handler: Handler<unknown, { batchId: string; released: number }> = async (
  event,
  context,
) => {
  const batchId = batchIdOf(readScheduledTime(event), settings.NIGHTLY_TIME_ZONE);
  const released = await releaseNight(batchId, deadlineOf(context), ports);
  return { batchId, released };
};

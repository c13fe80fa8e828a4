import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { SQSHandler } from 'aws-lambda';
import { objectClient, usualClient } from '../../shared/adapters/aws/client-options.ts';
import { DynamoJobTable } from '../../shared/adapters/aws/dynamo-job-table.ts';
import { readUploads } from '../../shared/adapters/aws/s3-event.ts';
import { S3ResultStore } from '../../shared/adapters/aws/s3-result-store.ts';
import { SqsJobQueue } from '../../shared/adapters/aws/sqs-job-queue.ts';
import { tableOf } from '../../shared/adapters/aws/table.ts';
import { jsonLog } from '../../shared/adapters/console/json-log.ts';
import { settleEach } from '../../shared/adapters/lambda/settle-each.ts';
import { systemClock } from '../../shared/adapters/system/system-clock.ts';
import { catalogue } from '../../shared/analysis/catalogue.ts';
import { readIntakeSettings } from '../../shared/settings/intake-settings.ts';
import { acceptUpload, type AcceptPorts } from '../../shared/steps/uploading/accept-upload.ts';
import { questionFinder } from '../../shared/steps/asking/find-question.ts';
import { modelLists } from './model-lists.ts';

const settings = readIntakeSettings();

const ports: AcceptPorts = {
  jobs: new DynamoJobTable(
    tableOf(new DynamoDBClient(usualClient), settings.JOB_TABLE),
    settings.JOB_RETENTION_DAYS,
  ),
  queue: new SqsJobQueue(new SQSClient(usualClient), { now: settings.NOW_QUEUE_URL }),
  results: new S3ResultStore({ client: new S3Client(objectClient), name: settings.RESULTS_BUCKET }),
  findQuestion: questionFinder(catalogue, settings, modelLists(settings)),
  analyses: [...catalogue.keys()],
  maximumBytes: settings.MAX_DOCUMENT_BYTES,
  clock: systemClock,
  log: jsonLog,
};

/** Makes a job of every upload that S3 announces. */
export const handler: SQSHandler = (event) =>
  settleEach(event.Records, jsonLog, ({ body }) =>
    Promise.all(readUploads(body).map((upload) => acceptUpload(upload, ports))),
  );

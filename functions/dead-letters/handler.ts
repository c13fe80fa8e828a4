import { randomUUID } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { Handler } from 'aws-lambda';
import { objectClient, usualClient } from '../../shared/adapters/aws/client-options.ts';
import { DynamoBudgets } from '../../shared/adapters/aws/dynamo-budgets.ts';
import { DynamoJobTable } from '../../shared/adapters/aws/dynamo-job-table.ts';
import { S3ResultStore } from '../../shared/adapters/aws/s3-result-store.ts';
import { SqsDeadLetterQueue } from '../../shared/adapters/aws/sqs-dead-letter-queue.ts';
import { SqsJobQueue } from '../../shared/adapters/aws/sqs-job-queue.ts';
import { tableOf } from '../../shared/adapters/aws/table.ts';
import { jsonLog } from '../../shared/adapters/console/json-log.ts';
import { deadlineOf } from '../../shared/adapters/lambda/deadline-of.ts';
import { systemClock } from '../../shared/adapters/system/system-clock.ts';
import { readDeadLettersSettings } from '../../shared/settings/dead-letters-settings.ts';
import { buryDeadLetters, type BuryPorts } from '../../shared/steps/keeping/bury-dead-letters.ts';
import { readLetter } from './read-letter.ts';

/** Kept free for the letters that are under way when the time is up, in milliseconds. */
const reserveMs = 15_000;

const settings = readDeadLettersSettings();
const table = tableOf(new DynamoDBClient(usualClient), settings.JOB_TABLE);
const sqs = new SQSClient(usualClient);
const ports: BuryPorts = {
  budgets: new DynamoBudgets(table, systemClock),
  letters: new SqsDeadLetterQueue(sqs, settings.DEAD_LETTER_QUEUE_URL),
  queue: new SqsJobQueue(sqs, {
    now: settings.NOW_QUEUE_URL,
    nightly: settings.NIGHTLY_QUEUE_URL,
  }),
  jobs: new DynamoJobTable(table, settings.JOB_RETENTION_DAYS),
  results: new S3ResultStore({ client: new S3Client(objectClient), name: settings.RESULTS_BUCKET }),
  readLetter,
  newOwner: randomUUID,
  clock: systemClock,
  log: jsonLog,
};

/** Brings back, or ends, the job of every dead letter. */
export const handler: Handler<unknown, void> = (_event, context) =>
  buryDeadLetters(new Date(deadlineOf(context).getTime() - reserveMs), ports);

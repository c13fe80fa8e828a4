import { Duration } from 'aws-cdk-lib';
import { type Construct } from 'constructs';
import { resultsPrefix } from '../shared/document/result-keys.ts';
import { type Lane } from '../shared/job/lane.ts';
import { type DeadLettersEnvironment } from '../shared/settings/dead-letters-settings.ts';
import { acknowledgeObjectWildcards } from './acknowledge-object-wildcards.ts';
import { type DeadLetterQueue } from './dead-letter-queue.ts';
import { FunctionSchedule } from './function-schedule.ts';
import { type JobTable } from './job-table.ts';
import { type FunctionDefaults, PipelineFunction } from './pipeline-function.ts';
import { type ResultsBucket } from './results-bucket.ts';
import { type StackSettings } from './stack-settings.ts';
import { type WorkQueue } from './work-queue.ts';

export interface DeadLettersProps {
  readonly settings: StackSettings;
  readonly defaults: FunctionDefaults;
  readonly results: ResultsBucket;
  readonly jobs: JobTable;
  readonly lanes: Readonly<Record<Lane, WorkQueue>>;
  readonly deadLetterQueue: DeadLetterQueue;
}

/**
 * Brings back, or ends, the jobs whose messages nobody could handle. It looks into the queue once a minute: an
 * event source mapping would ask an empty queue fifteen times a minute, for money.
 */
export class DeadLetters extends PipelineFunction {
  static readonly timeout = Duration.seconds(60);

  constructor(scope: Construct, id: string, props: DeadLettersProps) {
    const { settings, defaults, results, jobs, lanes, deadLetterQueue } = props;
    const environment: DeadLettersEnvironment = {
      JOB_TABLE: jobs.table.tableName,
      JOB_RETENTION_DAYS: settings.jobRetentionDays.toString(),
      RESULTS_BUCKET: results.bucket.bucketName,
      DEAD_LETTER_QUEUE_URL: deadLetterQueue.queue.queueUrl,
      NOW_QUEUE_URL: lanes.now.queue.queueUrl,
      NIGHTLY_QUEUE_URL: lanes.nightly.queue.queueUrl,
    };
    super(scope, id, {
      name: 'dead-letters',
      defaults,
      memoryMb: 256,
      timeout: DeadLetters.timeout,
      environment,
      permissions: [
        deadLetterQueue.allow('sqs:ReceiveMessage', 'sqs:DeleteMessage'),
        lanes.now.allow('sqs:SendMessage'),
        lanes.nightly.allow('sqs:SendMessage'),
        jobs.allow('GetItem', 'PutItem', 'UpdateItem'),
        jobs.allowLists(),
        ...results.allowReading([resultsPrefix]),
        ...results.allowWriting([resultsPrefix]),
      ],
      // The next minute's run goes on where this one stopped.
      retryAttempts: 0,
    });
    acknowledgeObjectWildcards(this, [[results.bucket, `${resultsPrefix}*`]]);
    new FunctionSchedule(this, 'Schedule', {
      target: this.function,
      expression: 'rate(1 minute)',
      maximumRetries: 0,
    });
  }
}

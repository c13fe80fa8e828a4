import { Duration } from 'aws-cdk-lib';
import { type Construct } from 'constructs';
import { resultsPrefix } from '../shared/document/result-keys.ts';
import { type Lane } from '../shared/job/lane.ts';
import { type IntakeEnvironment } from '../shared/settings/intake-settings.ts';
import { acknowledgeObjectWildcards } from './acknowledge-object-wildcards.ts';
import { type AlarmTopic } from './alarm-topic.ts';
import { type JobTable } from './job-table.ts';
import { type ModelApiKey } from './model-api-key.ts';
import { type FunctionDefaults, PipelineFunction } from './pipeline-function.ts';
import { type ResultsBucket } from './results-bucket.ts';
import { type StackSettings } from './stack-settings.ts';
import { type WorkQueue } from './work-queue.ts';

export interface IntakeProps {
  readonly settings: StackSettings;
  readonly defaults: FunctionDefaults;
  readonly alarmTopic: AlarmTopic;
  readonly uploads: WorkQueue;
  readonly results: ResultsBucket;
  readonly jobs: JobTable;
  readonly lanes: Readonly<Record<Lane, WorkQueue>>;
  readonly modelApiKey: ModelApiKey;
}

/** Makes a job of every upload. */
export class Intake extends PipelineFunction {
  static readonly timeout = Duration.seconds(60);

  constructor(scope: Construct, id: string, props: IntakeProps) {
    const { settings, defaults, alarmTopic, uploads, results, jobs, lanes, modelApiKey } = props;
    const environment: IntakeEnvironment = {
      RESULTS_BUCKET: results.bucket.bucketName,
      JOB_TABLE: jobs.table.tableName,
      JOB_RETENTION_DAYS: settings.jobRetentionDays.toString(),
      NOW_QUEUE_URL: lanes.now.queue.queueUrl,
      MAX_DOCUMENT_BYTES: settings.maxDocumentBytes.toString(),
      ...modelApiKey.environment(settings),
    };
    super(scope, id, {
      name: 'intake',
      defaults,
      memoryMb: 512,
      timeout: Intake.timeout,
      environment,
      permissions: [
        jobs.allow('GetItem', 'PutItem'),
        lanes.now.allow('sqs:SendMessage'),
        modelApiKey.allowReading(),
        ...results.allowWriting([resultsPrefix]),
      ],
    });
    acknowledgeObjectWildcards(this, [[results.bucket, `${resultsPrefix}*`]]);
    // An upload takes milliseconds: ten at once empty a queue of 10,000 in about a minute, and
    // leave the account's concurrency to the workers.
    this.consume(uploads, { batchSize: 10, concurrency: 10 });

    alarmTopic.watch(this, {
      article: 'uploads-wait',
      meaning: 'An upload has waited for more than ten minutes to become a job.',
      metric: uploads.queue.metricApproximateAgeOfOldestMessage({
        period: Duration.minutes(5),
        statistic: 'max',
      }),
      above: Duration.minutes(10).toSeconds(),
    });
  }
}

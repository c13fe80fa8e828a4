import { Duration } from 'aws-cdk-lib';
import { type Construct } from 'constructs';
import { type Lane } from '../shared/job/lane.ts';
import { resultsPrefix } from '../shared/document/result-keys.ts';
import { type KeeperEnvironment } from '../shared/settings/keeper-settings.ts';
import { acknowledgeObjectWildcards } from './acknowledge-object-wildcards.ts';
import { type AlarmTopic } from './alarm-topic.ts';
import { FunctionSchedule } from './function-schedule.ts';
import { type JobTable } from './job-table.ts';
import { logMetric } from './log-metric.ts';
import { type FunctionDefaults, PipelineFunction } from './pipeline-function.ts';
import { type ResultsBucket } from './results-bucket.ts';
import { type StackSettings } from './stack-settings.ts';
import { acknowledgeTextract, allowTextract } from './text-recognition.ts';
import { type WorkQueue } from './work-queue.ts';

export interface KeeperProps {
  readonly settings: StackSettings;
  readonly defaults: FunctionDefaults;
  readonly alarmTopic: AlarmTopic;
  readonly results: ResultsBucket;
  readonly jobs: JobTable;
  readonly lanes: Readonly<Record<Lane, WorkQueue>>;
}

/** Moves, every minute, the jobs that no message moves. */
export class Keeper extends PipelineFunction {
  static readonly timeout = Duration.seconds(60);

  constructor(scope: Construct, id: string, props: KeeperProps) {
    const { settings, defaults, alarmTopic, results, jobs, lanes } = props;
    const environment: KeeperEnvironment = {
      JOB_TABLE: jobs.table.tableName,
      JOB_RETENTION_DAYS: settings.jobRetentionDays.toString(),
      RESULTS_BUCKET: results.bucket.bucketName,
      NOW_QUEUE_URL: lanes.now.queue.queueUrl,
      NIGHTLY_QUEUE_URL: lanes.nightly.queue.queueUrl,
      // A read, a write, a message and perhaps a question to Textract each, 100 ms, ten at once: the
      // jobs of four states take less than half of the timeout, and those of a night that is gone on
      // with, all at once, less than the rest.
      KEEPER_STEP_JOBS: '500',
      TEXT_RECOGNITION: settings.textRecognition,
    };
    const queueActions = ['sqs:SendMessage', 'sqs:GetQueueAttributes'];
    super(scope, id, {
      name: 'keeper',
      defaults,
      memoryMb: 256,
      timeout: Keeper.timeout,
      environment,
      permissions: [
        jobs.allow('GetItem', 'UpdateItem', 'Query'),
        jobs.allowLists(),
        ...results.allowReading([resultsPrefix]),
        ...results.allowWriting([resultsPrefix]),
        lanes.now.allow(...queueActions),
        lanes.nightly.allow(...queueActions),
        ...allowTextract(settings, 'GetDocumentTextDetection'),
      ],
      // The next minute's run goes on where this one stopped.
      retryAttempts: 0,
    });
    acknowledgeObjectWildcards(this, [[results.bucket, `${resultsPrefix}*`]]);
    acknowledgeTextract(this, settings);
    new FunctionSchedule(this, 'Schedule', {
      target: this.function,
      expression: 'rate(1 minute)',
      maximumRetries: 0,
    });
    alarmTopic.watch(this, {
      article: 'jobs-held-or-provider-refuses',
      meaning:
        'A provider refuses the account or the model, though another may answer, or takes no calls for an hour (of the lane nightly: eight), or a service of AWS is away as long (docs/errors.md#service_unavailable), or no worker takes a job, or a budget has no room for jobs.',
      metric: logMetric(this, {
        name: 'JobsHeldAndBreakersOpen',
        // Written every minute for as long as there are any. One metric for all: two would be one
        // more than CloudWatch watches for nothing.
        lines: { event: 'jobs held or breakers open', field: 'heldAndOpen' },
        otherLines: { event: 'jobs unanswered', field: 'unanswered' },
        period: Duration.minutes(5),
        statistic: 'max',
      }),
      above: 0,
    });
  }
}

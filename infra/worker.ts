import { Duration } from 'aws-cdk-lib';
import { type Construct } from 'constructs';
import {
  exchangesPrefix,
  ledgerPrefix,
  resultsPrefix,
  textsPrefix,
} from '../shared/document/result-keys.ts';
import { documentFolders } from '../shared/document/upload-key.ts';
import { nightMs } from '../shared/job/batch.ts';
import { type Lane } from '../shared/job/lane.ts';
import { type WorkerEnvironment } from '../shared/settings/worker-settings.ts';
import { acknowledgeObjectWildcards } from './acknowledge-object-wildcards.ts';
import { type AlarmTopic } from './alarm-topic.ts';
import { type DocumentsBucket } from './documents-bucket.ts';
import { type JobTable } from './job-table.ts';
import { logMetric } from './log-metric.ts';
import { type ModelApiKey } from './model-api-key.ts';
import { type FunctionDefaults, PipelineFunction } from './pipeline-function.ts';
import { readerEnvironment } from './reader-environment.ts';
import { type ResultsBucket } from './results-bucket.ts';
import { type StackSettings } from './stack-settings.ts';
import { acknowledgeTextract, allowTextract } from './text-recognition.ts';
import { type WorkQueue } from './work-queue.ts';

export interface WorkerProps {
  readonly settings: StackSettings;
  readonly defaults: FunctionDefaults;
  readonly alarmTopic: AlarmTopic;
  readonly documents: DocumentsBucket;
  readonly results: ResultsBucket;
  readonly jobs: JobTable;
  readonly lanes: Readonly<Record<Lane, WorkQueue>>;
  readonly modelApiKey: ModelApiKey;
}

/** Five documents of the largest size as bytes and as text, and a process that reads one more. */
const memoryMb = 1024;

/** Jobs that one invocation works on at once: waiting for a model is not work. */
const jobsPerInvocation = 5;

/**
 * The share of answers paid again at which whole answers / distinct requests is 1.01: of 101
 * answers, one.
 */
const paidAgainShare = 1 / 101;

const resultPrefixes = [resultsPrefix, exchangesPrefix, ledgerPrefix, textsPrefix];

/** Asks the model, for the jobs of both lanes. */
export class Worker extends PipelineFunction {
  /** The longest that Lambda runs anything. */
  static readonly timeout = Duration.minutes(15);

  constructor(scope: Construct, id: string, props: WorkerProps) {
    const { settings, defaults, alarmTopic, documents, results, jobs, lanes, modelApiKey } = props;
    const environment: WorkerEnvironment = {
      RESULTS_BUCKET: results.bucket.bucketName,
      JOB_TABLE: jobs.table.tableName,
      JOB_RETENTION_DAYS: settings.jobRetentionDays.toString(),
      NOW_QUEUE_URL: lanes.now.queue.queueUrl,
      NIGHTLY_QUEUE_URL: lanes.nightly.queue.queueUrl,
      MAX_DOCUMENT_BYTES: settings.maxDocumentBytes.toString(),
      MAX_ATTEMPTS: settings.maxAttempts.toString(),
      MAX_TRIES: settings.maxTries.toString(),
      CONCURRENT_PARTS: settings.concurrentParts.toString(),
      // A claim is remembered for as long as the exchange that it led to.
      CLAIM_RETENTION_DAYS: settings.exchangeRetentionDays.toString(),
      TEXT_RECOGNITION: settings.textRecognition,
      ...readerEnvironment(settings, memoryMb),
      ...modelApiKey.environment(settings),
    };
    super(scope, id, {
      name: 'worker',
      defaults,
      memoryMb,
      timeout: Worker.timeout,
      environment,
      permissions: [
        jobs.allow('GetItem', 'PutItem', 'UpdateItem', 'Query'),
        lanes.now.allow('sqs:SendMessage'),
        lanes.nightly.allow('sqs:SendMessage'),
        modelApiKey.allowReading(),
        ...documents.allowReading(documentFolders),
        ...results.allowReading(resultPrefixes),
        ...results.allowWriting(resultPrefixes),
        ...allowTextract(settings, 'StartDocumentTextDetection', 'GetDocumentTextDetection'),
      ],
    });
    acknowledgeObjectWildcards(this, [
      ...documentFolders.map((folder) => [documents.bucket, `${folder}/*`] as const),
      ...resultPrefixes.map((prefix) => [results.bucket, `${prefix}*`] as const),
    ]);
    acknowledgeTextract(this, settings);
    this.consume(lanes.now, { batchSize: jobsPerInvocation, concurrency: settings.nowWorkers });
    this.consume(lanes.nightly, {
      batchSize: jobsPerInvocation,
      concurrency: settings.nightlyWorkers,
    });

    const age = { period: Duration.minutes(5), statistic: 'max' };
    alarmTopic.watch(this, {
      article: 'interactive-jobs-wait',
      meaning: 'A job of the lane now has waited for more than 30 minutes.',
      metric: lanes.now.queue.metricApproximateAgeOfOldestMessage(age),
      // Twice the longest delay that a job is sent back with.
      above: Duration.minutes(30).toSeconds(),
    });
    alarmTopic.watch(this, {
      article: 'nightly-jobs-wait',
      meaning: 'A released job of the lane nightly has waited for more than eight hours.',
      metric: lanes.nightly.queue.metricApproximateAgeOfOldestMessage(age),
      above: Duration.millis(nightMs).toSeconds(),
    });
    alarmTopic.watch(this, {
      article: 'answers-paid-again',
      meaning:
        'More than one answer in a hundred was paid for again: the paid ratio is above 1.01.',
      metric: logMetric(this, {
        name: 'AnswersPaidAgain',
        // 1 for an answer to a request that had one already, else 0: the average is their share.
        lines: { event: 'answer received', field: 'paidAgain' },
        period: Duration.hours(1),
        statistic: 'avg',
      }),
      above: paidAgainShare,
    });
    // No alarm watches it: most documents that fail are the cause themselves.
    logMetric(this, { name: 'JobsFailed', lines: { event: 'job ended', status: 'FAILED' } });
  }
}

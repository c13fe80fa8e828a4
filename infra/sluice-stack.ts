import { CfnOutput, Duration, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import { type Construct } from 'constructs';
import { AlarmTopic } from './alarm-topic.ts';
import { DeadLetterQueue } from './dead-letter-queue.ts';
import { DeadLetters } from './dead-letters.ts';
import { DocumentsBucket } from './documents-bucket.ts';
import { alarmOnFunctionErrors } from './function-errors.ts';
import { Intake } from './intake.ts';
import { JobTable } from './job-table.ts';
import { Keeper } from './keeper.ts';
import { ModelApiKey } from './model-api-key.ts';
import { Nightly } from './nightly.ts';
import { type FunctionDefaults } from './pipeline-function.ts';
import { ResultsBucket } from './results-bucket.ts';
import { type StackSettings } from './stack-settings.ts';
import { WorkQueue } from './work-queue.ts';
import { Worker } from './worker.ts';

export interface SluiceStackProps extends StackProps {
  readonly settings: StackSettings;
  /** Folder with one bundle per function, as infra/build makes them. */
  readonly bundlesDirectory: string;
}

/** The whole pipeline, in the order in which a document meets it. */
export class SluiceStack extends Stack {
  constructor(
    scope: Construct,
    id: string,
    { settings, bundlesDirectory, ...props }: SluiceStackProps,
  ) {
    super(scope, id, { description: 'Sluice: documents in, validated JSON out', ...props });
    const removalPolicy =
      settings.removal === 'retain' ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;
    const defaults: FunctionDefaults = {
      bundlesDirectory,
      logRetention: settings.logRetentionDays,
      logRemovalPolicy: removalPolicy,
    };
    const alarmTopic = new AlarmTopic(this, 'AlarmTopic', { email: settings.alarmEmail });
    const deadLetterQueue = new DeadLetterQueue(this, 'DeadLetterQueue', {
      consumerTimeout: DeadLetters.timeout,
      alarmTopic,
    });

    const uploads = new WorkQueue(this, 'UploadsQueue', {
      consumerTimeout: Intake.timeout,
      deadLetterQueue,
      outlasted: Duration.hours(2),
    });
    const documents = new DocumentsBucket(this, 'DocumentsBucket', {
      uploads,
      retentionDays: settings.documentRetentionDays,
      versionRetentionDays: settings.documentVersionRetentionDays,
      removalPolicy,
    });
    const lanes = {
      now: new WorkQueue(this, 'NowQueue', { consumerTimeout: Worker.timeout, deadLetterQueue }),
      nightly: new WorkQueue(this, 'NightlyQueue', {
        consumerTimeout: Worker.timeout,
        deadLetterQueue,
      }),
    };
    const results = new ResultsBucket(this, 'ResultsBucket', {
      exchangeRetentionDays: settings.exchangeRetentionDays,
      resultRetentionDays: settings.resultRetentionDays,
      ledgerRetentionDays: settings.ledgerRetentionDays,
      removalPolicy,
    });
    const jobs = new JobTable(this, 'JobTable', { removalPolicy });
    const modelApiKey = new ModelApiKey(this, 'ModelApiKey', { removalPolicy });

    const shared = { settings, defaults, alarmTopic, jobs };
    const intake = new Intake(this, 'Intake', { ...shared, uploads, results, lanes, modelApiKey });
    const worker = new Worker(this, 'Worker', {
      ...shared,
      documents,
      results,
      lanes,
      modelApiKey,
    });
    const nightly = new Nightly(this, 'Nightly', { ...shared, lanes });
    const keeper = new Keeper(this, 'Keeper', { ...shared, results, lanes });
    const deadLetters = new DeadLetters(this, 'DeadLetters', {
      ...shared,
      results,
      lanes,
      deadLetterQueue,
    });
    alarmOnFunctionErrors(alarmTopic, { nightly, keeper, deadLetters });

    this.#output({
      DocumentsBucketName: documents.bucket.bucketName,
      ResultsBucketName: results.bucket.bucketName,
      JobTableName: jobs.table.tableName,
      UploadsQueueUrl: uploads.queue.queueUrl,
      NowQueueUrl: lanes.now.queue.queueUrl,
      NightlyQueueUrl: lanes.nightly.queue.queueUrl,
      DeadLetterQueueUrl: deadLetterQueue.queue.queueUrl,
      ModelApiKeySecretArn: modelApiKey.secretArn,
      IntakeFunctionName: intake.function.functionName,
      WorkerFunctionName: worker.function.functionName,
      NightlyFunctionName: nightly.function.functionName,
      JobRetentionDays: settings.jobRetentionDays.toString(),
      Region: this.region,
    });
  }

  /** The command line finds a deployment by these names. */
  #output(values: Readonly<Record<string, string>>): void {
    for (const [name, value] of Object.entries(values)) new CfnOutput(this, name, { value });
  }
}

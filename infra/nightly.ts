import { Duration } from 'aws-cdk-lib';
import { type Construct } from 'constructs';
import { type Lane } from '../shared/job/lane.ts';
import { type NightlyEnvironment } from '../shared/settings/nightly-settings.ts';
import { FunctionSchedule } from './function-schedule.ts';
import { type JobTable } from './job-table.ts';
import { type FunctionDefaults, PipelineFunction } from './pipeline-function.ts';
import { type StackSettings } from './stack-settings.ts';
import { type WorkQueue } from './work-queue.ts';

export interface NightlyProps {
  readonly settings: StackSettings;
  readonly defaults: FunctionDefaults;
  readonly jobs: JobTable;
  readonly lanes: Readonly<Record<Lane, WorkQueue>>;
}

/** Releases at night what was uploaded for the lane nightly. */
export class Nightly extends PipelineFunction {
  /** The longest that Lambda runs anything; a release that takes longer is continued. */
  static readonly timeout = Duration.minutes(15);

  constructor(scope: Construct, id: string, { settings, defaults, jobs, lanes }: NightlyProps) {
    const environment: NightlyEnvironment = {
      JOB_TABLE: jobs.table.tableName,
      NIGHTLY_QUEUE_URL: lanes.nightly.queue.queueUrl,
      NIGHTLY_TIME_ZONE: settings.nightlyTimeZone,
      // About ten seconds of work, so that the time left is looked at often enough.
      RELEASE_STEP_JOBS: '500',
    };
    super(scope, id, {
      name: 'nightly',
      defaults,
      memoryMb: 512,
      timeout: Nightly.timeout,
      environment,
      permissions: [
        jobs.allow('GetItem', 'UpdateItem'),
        jobs.allowLists(),
        lanes.nightly.allow('sqs:SendMessage'),
      ],
    });
    const [hour, minute] = settings.nightlyTime.split(':').map(Number);
    new FunctionSchedule(this, 'Schedule', {
      target: this.function,
      expression: `cron(${minute} ${hour} * * ? *)`,
      timeZone: settings.nightlyTimeZone,
      maximumRetries: 10,
    });
  }
}
